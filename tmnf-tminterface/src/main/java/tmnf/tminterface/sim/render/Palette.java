package tmnf.tminterface.sim.render;

import java.util.Arrays;

/**
 * Colours of what is drawn: red, green and blue in the lower 24 bits, and a pattern of {@link Shader} above.
 * The surfaces differ in brightness, not in hue alone, because frames are stored in grey.
 */
final class Palette {

    static final int FLAT = 0;
    static final int GRASS = 1;
    static final int ROAD = 2;
    static final int DIRT = 3;
    static final int PAD = 4;
    static final int PLATES = 5;
    static final int METAL = 6;

    static final int GRASS_COLOUR = 0x5EAA46;
    static final int SKY_TOP = 0x4585D4;
    static final int SKY_HORIZON = 0x8FB8E0;
    /** The least height of the normal of what counts as lying. */
    static final double FLATTEST = 0.3;

    static final int HAZE = 0x98B4C4;

    private static final int PATTERN_SHIFT = 24;
    private static final int LIGHTEST = 256;
    private static final int STEEP_LIGHT = 160;

    /** By surface id of the game; what is not listed is grey. */
    private static final int[] SURFACES = new int[32];

    static {
        Arrays.fill(SURFACES, 0x8E8C88);
        for (int concrete : new int[] {0, 1, 19}) {
            SURFACES[concrete] = patterned(0xA9A59B, PLATES);
        }
        for (int grass : new int[] {2, 20}) {
            SURFACES[grass] = patterned(GRASS_COLOUR, GRASS);
        }
        for (int dirt : new int[] {5, 6, 8, 17}) {
            SURFACES[dirt] = patterned(0xAC7444, DIRT);
        }
        for (int asphalt : new int[] {16, 18}) {
            SURFACES[asphalt] = patterned(0xA6A7AE, ROAD);
        }
        SURFACES[3] = patterned(0xDDEBF4, PLATES);
        SURFACES[4] = patterned(0xB4BAC2, METAL);
        SURFACES[7] = patterned(0xD2A212, PAD);
        SURFACES[9] = patterned(0xE2E0DE, FLAT);
        SURFACES[10] = patterned(0x2A5FA0, PLATES);
        SURFACES[13] = patterned(0x2A5FA0, PLATES);
        SURFACES[14] = patterned(0x93683C, PLATES);
        SURFACES[26] = patterned(0xE8481C, PAD);
        SURFACES[29] = patterned(0x3F66D0, PAD);
        SURFACES[30] = patterned(0xD04AC8, PAD);
    }

    private Palette() {}

    static int patterned(int rgb, int pattern) {
        return pattern << PATTERN_SHIFT | rgb;
    }

    static int pattern(int colour) {
        return colour >>> PATTERN_SHIFT;
    }

    /** The colour of a surface in the sun. */
    static int surface(int material, double nx, double ny, double nz) {
        int colour = colour(material);
        if (ny < FLATTEST && isRoad(material)) {
            // Walls and ceilings have no width from above, so no place in it: as the middle between the two.
            colour = dimmed(colour, STEEP_LIGHT);
        }
        if (ny < FLATTEST) {
            colour &= 0xFFFFFF;
        }
        return lit(colour, nx, ny, nz);
    }

    /** Whether a surface is what roads and platforms are made of; metal is both border and ramp. */
    static boolean isRoad(int material) {
        int pattern = pattern(colour(material));
        return pattern != FLAT && pattern != GRASS && pattern != METAL;
    }

    private static int colour(int material) {
        int id = material & 0xFF;
        return id < SURFACES.length ? SURFACES[id] : SURFACES[0];
    }

    /** A colour on a face with this normal: the sun stands high in the south-west. */
    static int lit(int colour, double nx, double ny, double nz) {
        double sun = 0.36 * nx + 0.84 * ny + 0.40 * nz;
        double light = 0.55 + 0.15 * ny + 0.36 * Math.max(0, sun);
        return colour & 0xFF000000 | dimmed(colour, (int) Math.min(LIGHTEST, light * LIGHTEST));
    }

    /** Red, green and blue times {@code factor} / 256, without the pattern. */
    static int dimmed(int colour, int factor) {
        int redBlue = (colour & 0xFF00FF) * factor >>> 8 & 0xFF00FF;
        int green = (colour & 0x00FF00) * factor >>> 8 & 0x00FF00;
        return redBlue | green;
    }

    /** From one colour to another, {@code share} of 256. */
    static int mixed(int from, int to, int share) {
        return dimmed(from, LIGHTEST - share) + dimmed(to, share);
    }
}
