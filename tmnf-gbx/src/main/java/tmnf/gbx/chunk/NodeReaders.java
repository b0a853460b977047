package tmnf.gbx.chunk;

import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.container.BodyReader;
import tmnf.gbx.container.ClassIds;

/**
 * Finds the reader of a node by its class. A node of an unknown class is passed over if its chunks have
 * lengths.
 */
public final class NodeReaders {

    /** What a node of a class that is read but not kept stands for; one for each node. */
    static final class Ignored {}

    private NodeReaders() {}

    /** A reader for one unpacked body. */
    public static BodyReader open(String label, byte[] body, int nodeCount, GbxReadOptions options) {
        return new BodyReader(label, body, nodeCount, options, NodeReaders::read);
    }

    private static Object read(int classId, BodyReader in) throws GbxFormatException {
        return switch (classId) {
            case ClassIds.CGameCtnGhost -> GhostReader.read(in);
            case ClassIds.CGameCtnMediaClip -> MediaReader.clip(in);
            case ClassIds.CGameCtnMediaClipGroup -> MediaReader.clipGroup(in);
            case ClassIds.CGameCtnMediaTrack -> MediaReader.track(in);
            case MediaReader.EFFECT_2D -> MediaReader.effect(in);
            case ClassIds.CGameCtnChallengeParameters -> ChallengeParameters.read(in);
            case ClassIds.CGameCtnCollectorList -> ChallengeReader.collectorList(in);
            case ClassIds.CGameCtnBlockSkin -> ChallengeReader.blockSkin(in);
            default -> MediaBlockKeys.isBlock(classId) ? MediaReader.block(classId, in) : unknown(in);
        };
    }

    private static Object unknown(BodyReader in) throws GbxFormatException {
        in.chunks((chunk, reader) -> false);
        return new Ignored();
    }
}
