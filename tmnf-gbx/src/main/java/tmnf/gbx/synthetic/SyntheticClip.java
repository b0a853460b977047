package tmnf.gbx.synthetic;

import java.util.List;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.chunk.DocumentReader;
import tmnf.gbx.container.BodyWriter;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.container.ContainerWriter;
import tmnf.gbx.model.MediaClip;

/** Made-up MediaTracker clips. */
final class SyntheticClip {

    private static final int FADE = 0x030AB000;
    private static final int GAME_CAMERA = 0x03084000;

    private SyntheticClip() {}

    /** A clip of one camera and one fade to black that both last {@code seconds}. */
    static MediaClip fade(float seconds) {
        BodyWriter out = new BodyWriter();
        out.chunk(ClassIds.CGameCtnMediaClip | 0x004, BodyWriter::nullNode);
        out.chunk(ClassIds.CGameCtnMediaClip | 0x005, clip -> {
            clip.nodeList(2);
            track(clip, "Camera", GAME_CAMERA, block -> block.chunk(GAME_CAMERA | 0x003, camera -> {
                camera.f32(0);
                camera.f32(seconds);
                camera.id("Default");
                camera.i32(-1);
            }));
            track(clip, "Fade", FADE, block -> block.chunk(FADE, fade -> {
                fade.i32(2);
                key(fade, 0, 1);
                key(fade, seconds, 0);
                fade.bytes(new byte[16]);
            }));
            clip.str("intro");
        });
        out.chunk(ClassIds.CGameCtnMediaClip | 0x007, clip -> clip.i32(-1));
        out.endOfNode();
        byte[] file = ContainerWriter.file(
                ClassIds.CGameCtnMediaClip, List.of(), out.nodeCount(), out.toByteArray());
        try {
            return (MediaClip) DocumentReader.read("synthetic clip", file, GbxReadOptions.FULL).content();
        } catch (GbxFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void track(BodyWriter out, String name, int blockClass, BodyWriter.Content block) {
        out.node(ClassIds.CGameCtnMediaTrack, track -> {
            track.chunk(ClassIds.CGameCtnMediaTrack | 0x001, o -> {
                o.str(name);
                o.nodeList(1);
                o.node(blockClass, block);
                o.i32(-1);
            });
            track.chunk(ClassIds.CGameCtnMediaTrack | 0x004, o -> {
                o.bool(false);
                o.bool(false);
            });
        });
    }

    private static void key(BodyWriter out, float seconds, float opacity) {
        out.f32(seconds);
        out.f32(opacity);
    }
}
