package tmnf.gbx.chunk;

import tmnf.gbx.GbxFormatException;
import tmnf.gbx.container.BodyReader;
import tmnf.gbx.model.Ghost;

/**
 * Reads the chunks of MediaTracker blocks of every class, for the times of their keys. A list of keys is u32
 * n, then n times f32 seconds and a number of bytes that depends on the chunk. Layout: gbx-format note,
 * section 8.
 */
final class MediaBlockKeys implements BodyReader.ChunkHandler {

    private static final int CUSTOM_CAMERA = 0x030A2000;
    private static final int GAME_CAMERA = 0x03084000;
    private static final int PATH_CAMERA = 0x030A1000;
    private static final int ORBITAL_CAMERA = 0x030A0000;
    private static final int FADE = 0x030AB000;
    private static final int TEXT = 0x030A8000;
    private static final int IMAGE = 0x030A5000;
    private static final int SOUND = 0x030A7000;
    private static final int SHAKE = 0x030A4000;
    private static final int FX_COLOURS = 0x03080000;
    private static final int BLUR_DEPTH = 0x03081000;
    private static final int MOTION_BLUR = 0x03082000;
    private static final int BLOOM = 0x03083000;
    private static final int TIME = 0x03085000;
    private static final int STEREO = 0x03024000;
    private static final int MUSIC_VOLUME = 0x030A6000;
    private static final int TRAILS = 0x030A9000;
    private static final int GHOST = 0x030E5000;
    private static final int TRIANGLES_2D = 0x0304B000;
    private static final int TRIANGLES_3D = 0x0304C000;
    private static final int TRIANGLES = 0x03029000;
    private static final int EFFECT = MediaReader.EFFECT_2D;

    private float startSeconds = Float.NaN;
    private float endSeconds = Float.NaN;

    /** Plain name of a block class, or {@code unknown}. */
    static String kind(int classId) {
        return switch (classId) {
            case CUSTOM_CAMERA -> "custom camera";
            case GAME_CAMERA -> "game camera";
            case PATH_CAMERA -> "path camera";
            case ORBITAL_CAMERA -> "orbital camera";
            case FADE -> "fade";
            case TEXT -> "text";
            case IMAGE -> "image";
            case SOUND -> "sound";
            case SHAKE -> "shake";
            case FX_COLOURS -> "colours";
            case BLUR_DEPTH -> "depth blur";
            case MOTION_BLUR -> "motion blur";
            case BLOOM -> "bloom";
            case TIME -> "time";
            case STEREO -> "stereo";
            case MUSIC_VOLUME -> "music volume";
            case TRAILS -> "trails";
            case GHOST -> "ghost";
            case TRIANGLES_2D -> "triangles 2D";
            case TRIANGLES_3D -> "triangles 3D";
            default -> "unknown";
        };
    }

    static boolean isBlock(int classId) {
        return !kind(classId).equals("unknown");
    }

    /** Time of the first key, NaN when there are none. */
    float startSeconds() {
        return startSeconds;
    }

    /** Time of the last key, NaN when there are none. */
    float endSeconds() {
        return endSeconds;
    }

    @Override
    public boolean read(int chunk, BodyReader in) throws GbxFormatException {
        int keyBytes = plainKeyBytes(chunk);
        if (keyBytes >= 0) {
            keys(in, keyBytes);
            return true;
        }
        return span(chunk, in) || picture(chunk, in) || sound(chunk, in);
    }

    /** Blocks that last from one time to another. */
    private boolean span(int chunk, BodyReader in) throws GbxFormatException {
        switch (chunk) {
            case MOTION_BLUR, TRAILS -> interval(in);
            case GAME_CAMERA -> {
                interval(in);
                in.i32();
            }
            case GAME_CAMERA | 0x001 -> {
                interval(in);
                in.skip(8);
            }
            case GAME_CAMERA | 0x003 -> {
                interval(in);
                in.id();
                in.i32();
            }
            case GHOST | 0x001 -> {
                interval(in);
                in.node(Ghost.class);
                in.f32();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Blocks that draw over the picture, and the effect that they draw with. */
    private boolean picture(int chunk, BodyReader in) throws GbxFormatException {
        switch (chunk) {
            case FADE -> {
                keys(in, 4);
                in.skip(16);
            }
            case TEXT | 0x001 -> {
                in.str();
                effect(in);
            }
            case TEXT | 0x002 -> in.vec3();
            case TEXT | 0x003 -> in.f32();
            case IMAGE -> {
                effect(in);
                in.fileRef();
            }
            case EFFECT | 0x002 -> {
                keys(in, 28);
                in.bool();
            }
            case EFFECT | 0x004 -> {
                keys(in, 44);
                in.skip(12);
            }
            case EFFECT | 0x005 -> {
                keys(in, 44);
                in.skip(16);
            }
            case TRIANGLES | 0x001 -> triangles(in);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Bytes after the time of each key, for the chunks that are nothing but a list of keys; else -1. */
    private static int plainKeyBytes(int chunk) {
        return switch (chunk) {
            case CUSTOM_CAMERA | 0x005 -> 92;
            case PATH_CAMERA | 0x002 -> 76;
            case ORBITAL_CAMERA -> 37;
            case FX_COLOURS, FX_COLOURS | 0x001, FX_COLOURS | 0x002, FX_COLOURS | 0x003 -> 112;
            case BLUR_DEPTH | 0x001 -> 12;
            case SHAKE, BLOOM | 0x001, TIME, STEREO, MUSIC_VOLUME | 0x001 -> 8;
            case MUSIC_VOLUME -> 4;
            default -> -1;
        };
    }

    private boolean sound(int chunk, BodyReader in) throws GbxFormatException {
        switch (chunk) {
            case SOUND | 0x001 -> {
                in.fileRef();
                keys(in, 8);
            }
            case SOUND | 0x002 -> in.skip(8);
            case SOUND | 0x003 -> {
                int version = in.i32();
                in.skip(12);
                in.skip(version >= 1 ? 4 : 0);
                in.skip(version >= 2 ? 8 : 0);
            }
            case SOUND | 0x004 -> {
                in.fileRef();
                keys(in, in.i32() >= 1 ? 20 : 8);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** list of times; u32 K, u32 V, K * V vec3; list of vec4; list of int3; 3 x u32, f32, u32, u64. */
    private void triangles(BodyReader in) throws GbxFormatException {
        keys(in, 0);
        long vertices = in.u32() * in.u32();
        if (vertices < 0 || vertices > in.remaining() / 12) {
            throw in.failure(
                    GbxFormatException.Reason.LIMIT, vertices + " vertices in " + in.remaining() + " bytes");
        }
        in.skip((int) vertices * 12);
        in.skip(16 * in.count(16));
        in.skip(12 * in.count(12));
        in.skip(12 + 4 + 4 + 8);
    }

    private void effect(BodyReader in) throws GbxFormatException {
        MediaBlockKeys effect = in.node(MediaBlockKeys.class);
        if (effect != null && !Float.isNaN(effect.endSeconds)) {
            startSeconds = effect.startSeconds;
            endSeconds = effect.endSeconds;
        }
    }

    private void interval(BodyReader in) throws GbxFormatException {
        startSeconds = in.f32();
        endSeconds = in.f32();
    }

    private void keys(BodyReader in, int bytesAfterTime) throws GbxFormatException {
        int n = in.count(4 + bytesAfterTime);
        for (int i = 0; i < n; i++) {
            float time = in.f32();
            in.skip(bytesAfterTime);
            if (i == 0) {
                startSeconds = time;
            }
            endSeconds = time;
        }
    }
}
