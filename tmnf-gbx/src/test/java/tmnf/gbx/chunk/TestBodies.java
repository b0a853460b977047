package tmnf.gbx.chunk;

import java.util.List;
import tmnf.gbx.container.BodyWriter;
import tmnf.gbx.container.BodyWriter.Content;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.container.ContainerWriter;
import tmnf.gbx.container.HeaderChunk;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Ident;

/** Bodies put together chunk by chunk, for what no writer of the main code would write. */
public final class TestBodies {

    static final int CHALLENGE = ClassIds.CGameCtnChallenge;
    static final int REPLAY = ClassIds.CGameCtnReplayRecord;
    static final int CLIP = ClassIds.CGameCtnMediaClip;
    static final int GROUP = ClassIds.CGameCtnMediaClipGroup;
    static final int TRACK = ClassIds.CGameCtnMediaTrack;
    static final int GAME_CAMERA = 0x03084000;
    static final int TEXT = 0x030A8000;
    static final int GHOST_BLOCK = 0x030E5000;
    static final int EFFECT = 0x07010000;

    private static final String FOREVER =
            "<header type=\"any\" version=\"TMc.6\" exever=\"2.11.26\"></header>";

    private TestBodies() {}

    /** A file of TrackMania Forever with this body. */
    static byte[] file(int classId, Content body) {
        return file(classId, FOREVER, body);
    }

    /** A file whose header holds this XML, or nothing. */
    public static byte[] file(int classId, String xml, Content body) {
        BodyWriter out = new BodyWriter();
        body.write(out);
        out.endOfNode();
        return ContainerWriter.file(classId, header(classId, xml), out.nodeCount(), out.toByteArray());
    }

    private static List<HeaderChunk> header(int classId, String xml) {
        if (xml.isEmpty()) {
            return List.of();
        }
        BodyWriter out = new BodyWriter();
        out.str(xml);
        int chunk = ClassIds.normalise(classId) == REPLAY ? REPLAY | 0x001 : CHALLENGE | 0x005;
        return List.of(new HeaderChunk(chunk, true, out.toByteArray()));
    }

    /** The essential chunk of a challenge, with one block. */
    static void blocks(BodyWriter out) {
        out.chunk(CHALLENGE | 0x01F, o -> {
            o.ident(new Ident("uid", "Stadium", "author"));
            o.str("name");
            o.ident(new Ident("Day", "Stadium", "Nadeo"));
            for (int i = 0; i < 3; i++) {
                o.i32(32);
            }
            o.bool(false);
            o.i32(1);
            o.i32(1);
            o.id("StadiumRoadMain");
            o.bytes(new byte[] {2, 1, 1, 1});
            o.i32(0x1000);
        });
    }

    /** The checkpoints' chunk. */
    static void checkpoints(BodyWriter out, BlockCoord... cells) {
        out.skippable(CHALLENGE | 0x017, o -> {
            o.i32(cells.length);
            for (BlockCoord cell : cells) {
                o.i32(cell.x());
                o.i32(cell.y());
                o.i32(cell.z());
            }
        });
    }

    /** A clip of one track with a text of the given effect and a camera of the given length. */
    static void clip(BodyWriter out, String name, float cameraSeconds, Content effect) {
        out.node(CLIP, clip -> {
            clip.chunk(CLIP | 0x004, BodyWriter::nullNode);
            clip.chunk(CLIP | 0x005, o -> {
                o.nodeList(1);
                track(o, cameraSeconds, effect);
                o.str(name);
            });
            clip.chunk(CLIP | 0x007, o -> o.i32(-1));
        });
    }

    private static void track(BodyWriter out, float cameraSeconds, Content effect) {
        out.node(TRACK, track -> {
            track.chunk(TRACK | 0x001, o -> {
                o.str("track");
                o.nodeList(2);
                o.node(TEXT, block -> block.chunk(TEXT | 0x001, text -> {
                    text.str("hello");
                    effect.write(text);
                }));
                o.node(GAME_CAMERA, block -> block.chunk(GAME_CAMERA | 0x003, camera -> {
                    camera.f32(0);
                    camera.f32(cameraSeconds);
                    camera.id("Camera");
                    camera.i32(-1);
                }));
                o.i32(-1);
            });
            track.chunk(TRACK | 0x004, o -> {
                o.bool(true);
                o.bool(false);
            });
        });
    }

    /** The effect of a text that is shown from 1 second on. */
    static Content effect(float untilSeconds) {
        return out -> out.node(EFFECT, effect -> effect.chunk(EFFECT | 0x005, o -> {
            o.i32(2);
            o.f32(1);
            o.bytes(new byte[44]);
            o.f32(untilSeconds);
            o.bytes(new byte[44]);
            o.bytes(new byte[16]);
        }));
    }

    /** A group of one clip with one trigger. */
    static void group(BodyWriter out, Content clip) {
        out.node(GROUP, group -> group.chunk(GROUP | 0x003, o -> {
            o.nodeList(1);
            clip.write(o);
            o.i32(1);
            o.bytes(new byte[24]);
            o.i32(1);
            o.bytes(new byte[12]);
        }));
    }
}
