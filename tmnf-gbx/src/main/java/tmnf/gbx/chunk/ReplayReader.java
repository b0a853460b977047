package tmnf.gbx.chunk;

import java.util.ArrayList;
import java.util.List;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.container.BodyReader;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.MediaClip;

/**
 * Reads the chunks of a replay's body, class CGameCtnReplayRecord. Collects while it reads, so that what came
 * before an unreadable part can still be had. Layout: gbx-format note, section 4.
 */
public final class ReplayReader implements BodyReader.ChunkHandler {

    private byte[] challengeBytes = new byte[0];
    private final List<Ghost> ghosts = new ArrayList<>();
    // Null when the replay has no clip.
    private MediaClip clip;

    public byte[] challengeBytes() {
        return challengeBytes;
    }

    public List<Ghost> ghosts() {
        return ghosts;
    }

    /** The replay editor's clip, or null. */
    public MediaClip clip() {
        return clip;
    }

    @Override
    public boolean read(int chunk, BodyReader in) throws GbxFormatException {
        switch (chunk) {
            // u32 n, n bytes: a complete challenge file
            case ClassIds.CGameCtnReplayRecord | 0x002 -> challengeBytes = in.bytes(in.i32());
            // TMU: u32 version, u32, u32 n, n ghosts, u32, list of u64
            case ClassIds.CGameCtnReplayRecord | 0x004 -> unitedGhosts(in);
            // u32, always -1
            case ClassIds.CGameCtnReplayRecord | 0x007 -> in.i32();
            // TMU: node clip; node events
            case ClassIds.CGameCtnReplayRecord | 0x00C -> clip = in.node(MediaClip.class);
            case ClassIds.CGameCtnReplayRecord | 0x00E -> in.node();
            // TMU: 2 x u32
            case ClassIds.CGameCtnReplayRecord | 0x011 -> in.skip(8);
            // node list of ghosts, u32 0, list of u64
            case ClassIds.CGameCtnReplayRecord | 0x014 -> {
                in.nodeList(Ghost.class, ghosts::add);
                extras(in);
            }
            // node clip
            case ClassIds.CGameCtnReplayRecord | 0x015 -> clip = in.node(MediaClip.class);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void unitedGhosts(BodyReader in) throws GbxFormatException {
        in.i32();
        in.i32();
        int n = in.count(4);
        for (int i = 0; i < n; i++) {
            Ghost ghost = in.node(Ghost.class);
            if (ghost != null) {
                ghosts.add(ghost);
            }
        }
        extras(in);
    }

    private static void extras(BodyReader in) throws GbxFormatException {
        in.i32();
        in.skip(8 * in.count(8));
    }
}
