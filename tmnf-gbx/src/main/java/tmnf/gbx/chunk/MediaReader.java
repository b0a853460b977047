package tmnf.gbx.chunk;

import java.util.ArrayList;
import java.util.List;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.container.BodyReader;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.model.ClipGroup;
import tmnf.gbx.model.MediaBlock;
import tmnf.gbx.model.MediaClip;
import tmnf.gbx.model.MediaTrack;
import tmnf.gbx.model.NodeImage;

/**
 * Reads MediaTracker clips: groups of clips, clips of tracks, tracks of blocks. Layout: gbx-format note,
 * section 8.
 */
final class MediaReader {

    static final int EFFECT_2D = 0x07010000;

    private MediaReader() {}

    /** A clip as read so far: what it says, and where it stands. */
    private static final class ClipChunks implements BodyReader.ChunkHandler {
        private String name = "";
        private List<MediaTrack> tracks = List.of();

        @Override
        public boolean read(int chunk, BodyReader in) throws GbxFormatException {
            switch (chunk) {
                // node list of tracks, str name
                case ClassIds.CGameCtnMediaClip | 0x003, ClassIds.CGameCtnMediaClip | 0x005 -> {
                    tracks = in.nodeList(MediaTrack.class);
                    name = in.str();
                }
                // node scene
                case ClassIds.CGameCtnMediaClip | 0x004 -> in.node();
                // i32 local player's index
                case ClassIds.CGameCtnMediaClip | 0x007 -> in.i32();
                default -> {
                    return false;
                }
            }
            return true;
        }
    }

    static MediaClip clip(BodyReader in) throws GbxFormatException {
        ClipChunks chunks = new ClipChunks();
        NodeImage image = in.imageOf(() -> in.chunks(chunks));
        return new MediaClip(chunks.name, chunks.tracks, image);
    }

    static ClipGroup clipGroup(BodyReader in) throws GbxFormatException {
        List<MediaClip> clips = new ArrayList<>();
        NodeImage image = in.imageOf(() -> in.chunks((chunk, reader) -> {
            switch (chunk) {
                case ClassIds.CGameCtnMediaClipGroup | 0x001 -> {
                    clips.addAll(reader.nodeList(MediaClip.class));
                    int n = reader.count(4);
                    for (int i = 0; i < n; i++) {
                        reader.skip(12 * reader.count(12));
                    }
                }
                case ClassIds.CGameCtnMediaClipGroup | 0x002 -> {
                    clips.addAll(reader.nodeList(MediaClip.class));
                    int n = reader.count(20);
                    for (int i = 0; i < n; i++) {
                        reader.skip(12 * reader.count(12));
                        reader.skip(16);
                    }
                }
                // node list of clips; list of triggers: 4 x u32, u32 condition, f32 value, list of int3
                case ClassIds.CGameCtnMediaClipGroup | 0x003 -> {
                    clips.addAll(reader.nodeList(MediaClip.class));
                    int n = reader.count(28);
                    for (int i = 0; i < n; i++) {
                        reader.skip(24);
                        reader.skip(12 * reader.count(12));
                    }
                }
                default -> {
                    return false;
                }
            }
            return true;
        }));
        return new ClipGroup(clips, image);
    }

    static MediaTrack track(BodyReader in) throws GbxFormatException {
        String[] name = {""};
        List<MediaBlock> blocks = new ArrayList<>();
        boolean[] keepPlaying = new boolean[1];
        in.chunks((chunk, reader) -> {
            switch (chunk) {
                // str name, node list of blocks, i32 -1
                case ClassIds.CGameCtnMediaTrack | 0x001 -> {
                    name[0] = reader.str();
                    blocks.addAll(reader.nodeList(MediaBlock.class));
                    reader.i32();
                }
                // TMU: one bool each
                case ClassIds.CGameCtnMediaTrack | 0x002 -> keepPlaying[0] = reader.bool();
                case ClassIds.CGameCtnMediaTrack | 0x003 -> reader.bool();
                // bool keep playing, bool read only
                case ClassIds.CGameCtnMediaTrack | 0x004 -> {
                    keepPlaying[0] = reader.bool();
                    reader.bool();
                }
                default -> {
                    return false;
                }
            }
            return true;
        });
        return new MediaTrack(name[0], blocks, keepPlaying[0]);
    }

    static MediaBlock block(int classId, BodyReader in) throws GbxFormatException {
        MediaBlockKeys keys = new MediaBlockKeys();
        in.chunks(keys);
        return new MediaBlock(classId, MediaBlockKeys.kind(classId), keys.startSeconds(), keys.endSeconds());
    }

    /** The 2-D effect of a text or image block; its keys are the block's. */
    static MediaBlockKeys effect(BodyReader in) throws GbxFormatException {
        MediaBlockKeys keys = new MediaBlockKeys();
        in.chunks(keys);
        return keys;
    }
}
