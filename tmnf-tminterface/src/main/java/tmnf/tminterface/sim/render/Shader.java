package tmnf.tminterface.sim.render;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Makes the pixels of a picture from what the {@link Rasteriser} left: patterns that are fixed to the world,
 * so that motion shows, haze with the distance, and the sky and the endless ground where nothing was drawn.
 */
final class Shader {

    /** Haze and patterns are looked up in steps of the distance up to here, metres. */
    static final float FAR = 480;

    private static final VarHandle PIXEL =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int OPAQUE = 0xFF000000;
    private static final int STEPS = 256;
    private static final float STEPS_PER_METRE = (STEPS - 1) / FAR;
    /** Share of haze at the end of the view, of 256. */
    private static final int MOST_HAZE = 150;
    /** What makes every coordinate of a world positive, so that a cast rounds down. */
    private static final float SHIFT = 16384;

    /** How much darker the middle of a road is, of 256, by pattern; grass lies in its shadow. */
    private static final int[] WEAR = {0, 176, 196, 110, 196, 90, 160};

    /** How much darker a road is that is looked at from the side, of 256. */
    private static final int BRUSHED = 200;

    private static final int[] SKY = new int[STEPS];

    /** For each distance: what is left of a colour, and the haze that comes on top. */
    private final int[] clear = new int[STEPS];
    private final int[] hazeRedBlue = new int[STEPS];
    private final int[] hazeGreen = new int[STEPS];
    private final float groundHeight;
    private final WearField wear;
    private final WearField shadow;
    private final WearField.Place place = new WearField.Place();
    private float eyeX;
    private float eyeY;
    private float eyeZ;

    static {
        for (int i = 0; i < STEPS; i++) {
            // The square root spreads the change near the horizon, where most of the sky is seen.
            int share = (int) (STEPS * Math.sqrt(i / (STEPS - 1.0)));
            SKY[i] = Palette.mixed(Palette.SKY_HORIZON, Palette.SKY_TOP, share);
        }
    }

    Shader(float groundHeight, WearField wear, WearField shadow) {
        this.groundHeight = groundHeight;
        this.wear = wear;
        this.shadow = shadow;
        for (int i = 0; i < STEPS; i++) {
            int haze = MOST_HAZE * i / (STEPS - 1);
            clear[i] = STEPS - haze;
            hazeRedBlue[i] = (Palette.HAZE & 0xFF00FF) * haze;
            hazeGreen[i] = (Palette.HAZE & 0x00FF00) * haze;
        }
    }

    /** Writes all pixels of a picture, BGRA. */
    void shade(Rasteriser raster, Eye eye, byte[] bgra) {
        float[] depth = raster.depth();
        int[] colour = raster.colour();
        eyeX = eye.x();
        eyeY = eye.y();
        eyeZ = eye.z();
        int width = eye.width();
        float firstRight = eye.rayRight(0);
        float stepRight = eye.rayRightStep();
        float rightX = eye.right(0);
        float rightY = eye.right(1);
        float rightZ = eye.right(2);
        int at = 0;
        for (int row = 0; row < eye.height(); row++) {
            float middleX = eye.middleRay(0, row);
            float middleY = eye.middleRay(1, row);
            float middleZ = eye.middleRay(2, row);
            for (int column = 0; column < width; column++, at++) {
                float u = firstRight + stepRight * column;
                float rayX = middleX + u * rightX;
                float rayY = middleY + u * rightY;
                float rayZ = middleZ + u * rightZ;
                float w = depth[at];
                int rgb = w > 0
                        ? surface(rayX, rayY, rayZ, 1 / w, colour[at])
                        : background(rayX, rayY, rayZ);
                PIXEL.set(bgra, 4 * at, rgb | OPAQUE);
            }
        }
    }

    private int surface(float rayX, float rayY, float rayZ, float distance, int colour) {
        int pattern = Palette.pattern(colour);
        int rgb = colour & 0xFFFFFF;
        if (pattern != Palette.FLAT) {
            float x = eyeX + distance * rayX;
            float z = eyeZ + distance * rayZ;
            int light = patternLight(pattern, x, z, distance);
            if (pattern == Palette.GRASS) {
                light = light * shadowLight(x, z) >>> 8;
            } else if (pattern != Palette.METAL || wear.isOfMiddle()) {
                wear.look(x, eyeY + distance * rayY, z, place);
                light = light * wornLight(pattern, place.offset) >>> 8;
                light = light * (STEPS - (int) (BRUSHED * place.across(rayX, rayZ))) >>> 8;
            }
            rgb = Palette.dimmed(rgb, light);
        }
        return hazy(rgb, distance);
    }

    /** Sky above; the ground below, which nobody reaches the end of. */
    private int background(float rayX, float rise, float rayZ) {
        float above = eyeY - groundHeight;
        if (rise >= 0) {
            return SKY[Math.min(STEPS - 1, (int) (rise * STEPS))];
        }
        if (above <= 0) {
            return Palette.dimmed(Palette.GRASS_COLOUR, STEPS / 3);
        }
        float distance = -above / rise;
        if (distance > FAR) {
            return hazy(Palette.dimmed(Palette.GRASS_COLOUR, STEPS * 15 / 16), FAR);
        }
        float x = eyeX + distance * rayX;
        float z = eyeZ + distance * rayZ;
        int light = patternLight(Palette.GRASS, x, z, distance) * shadowLight(x, z) >>> 8;
        return hazy(Palette.dimmed(Palette.GRASS_COLOUR, light), distance);
    }

    private int hazy(int rgb, float distance) {
        int step = Math.min(STEPS - 1, (int) (distance * STEPS_PER_METRE));
        int redBlue = ((rgb & 0xFF00FF) * clear[step] + hazeRedBlue[step]) >>> 8 & 0xFF00FF;
        int green = ((rgb & 0x00FF00) * clear[step] + hazeGreen[step]) >>> 8 & 0x00FF00;
        return redBlue | green;
    }

    /** How light a patterned surface is at a place of the world, of 256. */
    private static int patternLight(int pattern, float x, float z, float distance) {
        switch (pattern) {
            case Palette.GRASS:
                return fading(distance, 160, mown(x, z) + speckle(x, z, 1, 10));
            case Palette.ROAD:
                return fading(distance, 40, speckle(x, z, 2, 16));
            case Palette.DIRT:
                return fading(distance, 60, speckle(x, z, 0.5f, 30));
            case Palette.PAD:
                return (cell(x + z, 0.5f) & 1) == 0 ? STEPS : STEPS * 3 / 4;
            case Palette.METAL:
                return STEPS;
            default:
                return (cell(x, 0.125f) + cell(z, 0.125f) & 1) == 0 ? STEPS : STEPS * 15 / 16;
        }
    }

    /**
     * Roads are darker towards their middle, as if worn. It is what tells best where the car is and how
     * it is turned: the borders themselves come into the picture a good way ahead only.
     */
    private static int wornLight(int pattern, int offset) {
        return STEPS - (WEAR[pattern] * (255 * 255 - offset * offset) >>> 16);
    }

    private int shadowLight(float x, float z) {
        shadow.look(x, 0, z, place);
        return wornLight(Palette.GRASS, place.offset);
    }

    /** Less and less of a pattern, until it is too fine to be seen. */
    private static int fading(float distance, float end, int dark) {
        return distance >= end ? STEPS - dark / 2 : STEPS - dark + (int) (dark * 0.5f * distance / end);
    }

    /** Squares of 16 m, as if mown across. */
    private static int mown(float x, float z) {
        return (cell(x, 0.0625f) + cell(z, 0.0625f) & 1) * 26;
    }

    /** A number from 0 to {@code most} for each square, the same at every time. */
    private static int speckle(float x, float z, float perMetre, int most) {
        int hash = cell(x, perMetre) * 0x27D4EB2F ^ cell(z, perMetre) * 0x165667B1;
        hash = (hash ^ hash >>> 15) * 0x2C1B3C6D;
        return (hash >>> 24) * most >>> 8;
    }

    private static int cell(float metres, float perMetre) {
        return (int) (metres * perMetre + SHIFT);
    }
}
