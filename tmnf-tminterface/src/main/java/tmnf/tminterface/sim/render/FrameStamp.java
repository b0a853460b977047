package tmnf.tminterface.sim.render;

import java.util.Objects;

/**
 * Race time and instance of a frame as a code in its pixels, for tests that have to know which moment a
 * stored frame really shows. It survives grey JPEG at quality 95.
 *
 * <pre>
 * 16 x 4 square cells in the upper left corner, black 0, white 1, row by row, the highest bit first:
 *   8 bits  0xB2, which begins every stamp
 *  32 bits  race time in ms, signed
 *   8 bits  instance
 *  16 bits  CRC-16 (polynomial 0x1021, start 0xFFFF) of the five bytes of time and instance
 * </pre>
 *
 * A cell is 4 pixels wide and high; in frames narrower than 64 a sixteenth of the width, but at least 2. The
 * cells are read from where they were drawn: a frame that was scaled afterwards has lost its stamp.
 *
 * @param raceTimeMs may be negative
 * @param instance 0 to 255
 */
public record FrameStamp(int raceTimeMs, int instance) {

    private static final int COLUMNS = 16;
    private static final int ROWS = 4;
    private static final int MOST_CELL = 4;
    private static final int LEAST_CELL = 2;
    private static final int BEGIN = 0xB2;
    private static final int CHECK_BITS = 16;
    private static final int PAYLOAD_BITS = 40;
    private static final int MOST_INSTANCE = 255;
    /** A cell whose mean is between is neither black nor white. */
    private static final int BLACK_UP_TO = 96;
    private static final int WHITE_FROM = 160;

    public FrameStamp {
        if (instance < 0 || instance > MOST_INSTANCE) {
            throw new IllegalArgumentException("a stamp holds instances from 0 to 255, not " + instance);
        }
    }

    /** Whether a stamp fits into frames of this size: at least 32 by 8 pixels. */
    public static boolean fits(int width, int height) {
        return width >= COLUMNS * LEAST_CELL && height >= ROWS * cell(width);
    }

    private static int cell(int width) {
        return Math.min(MOST_CELL, width / COLUMNS);
    }

    /**
     * Draws the stamp over a frame.
     *
     * @param bgra four bytes a pixel, rows from the top
     * @throws IllegalArgumentException if the frame is too small, or the array is for its size
     */
    public void draw(byte[] bgra, int width, int height) {
        if (!fits(width, height)) {
            throw new IllegalArgumentException(
                    "no stamp fits into " + width + "x" + height + " pixels; it takes 32x8 at least");
        }
        Objects.checkFromIndexSize(0, 4 * width * height, bgra.length);
        int cell = cell(width);
        long bits = bits();
        for (int i = 0; i < COLUMNS * ROWS; i++) {
            int colour = bits << i < 0 ? 0xFFFFFF : 0;
            PixelFont.fill(bgra, width, height, i % COLUMNS * cell, i / COLUMNS * cell, cell, cell, colour);
        }
    }

    /**
     * Reads the stamp of a frame as the game delivers it, BGRA.
     *
     * @throws FrameStampException if there is none, or it can't be trusted
     */
    public static FrameStamp readBgra(byte[] bgra, int width, int height) throws FrameStampException {
        return read(bgra, 4, width, height);
    }

    /**
     * Reads the stamp of a grey frame, one byte a pixel.
     *
     * @throws FrameStampException if there is none, or it can't be trusted
     */
    public static FrameStamp readGrey(byte[] grey, int width, int height) throws FrameStampException {
        return read(grey, 1, width, height);
    }

    private static FrameStamp read(byte[] pixels, int step, int width, int height)
            throws FrameStampException {
        if (!fits(width, height)) {
            throw new FrameStampException(FrameStampException.Reason.TOO_SMALL,
                    "A frame of " + width + "x" + height + " pixels has no room for a stamp. "
                            + "Ask for larger ones");
        }
        Objects.checkFromIndexSize(0, step * width * height, pixels.length);
        int cell = cell(width);
        long bits = 0;
        boolean clear = true;
        for (int i = 0; i < COLUMNS * ROWS; i++) {
            int mean = mean(pixels, step, width, i % COLUMNS * cell, i / COLUMNS * cell, cell);
            clear &= mean <= BLACK_UP_TO || mean >= WHITE_FROM;
            bits = bits << 1 | (mean >= WHITE_FROM ? 1 : 0);
        }
        if (bits >>> Long.SIZE - Byte.SIZE != BEGIN) {
            throw new FrameStampException(FrameStampException.Reason.MISSING,
                    "The frame of " + width + "x" + height + " pixels carries no stamp. Start the simulated "
                            + "game with --stamp, and store frames in the size they were taken in");
        }
        FrameStamp stamp = new FrameStamp((int) (bits >>> CHECK_BITS + Byte.SIZE),
                (int) (bits >>> CHECK_BITS) & MOST_INSTANCE);
        if (!clear || stamp.bits() != bits) {
            throw new FrameStampException(FrameStampException.Reason.DAMAGED,
                    "The stamp of the frame of " + width + "x" + height + " pixels is damaged: it reads "
                            + "race time " + stamp.raceTimeMs + " ms and instance " + stamp.instance
                            + ", which its checksum denies. Store frames with a higher quality");
        }
        return stamp;
    }

    private static int mean(byte[] pixels, int step, int width, int left, int top, int cell) {
        int sum = 0;
        for (int y = top; y < top + cell; y++) {
            for (int x = left; x < left + cell; x++) {
                sum += pixels[step * (y * width + x)] & 0xFF;
            }
        }
        return sum / (cell * cell);
    }

    private long bits() {
        long payload = (raceTimeMs & 0xFFFFFFFFL) << Byte.SIZE | instance;
        return (long) BEGIN << PAYLOAD_BITS + CHECK_BITS | payload << CHECK_BITS | check(payload);
    }

    private static int check(long payload) {
        int crc = 0xFFFF;
        for (int i = PAYLOAD_BITS - 1; i >= 0; i--) {
            int carry = crc >>> 15 ^ (int) (payload >>> i) & 1;
            crc = crc << 1 & 0xFFFF;
            if (carry != 0) {
                crc ^= 0x1021;
            }
        }
        return crc;
    }
}
