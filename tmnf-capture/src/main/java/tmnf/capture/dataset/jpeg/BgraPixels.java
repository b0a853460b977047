package tmnf.capture.dataset.jpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Converts frames as the game sends them: four bytes a pixel, blue, green, red and one without meaning.
 *
 * <p>Grey is what OpenCV's {@code COLOR_BGRA2GRAY} gives, which the Python capture uses, to the last bit:
 * 0.114 B + 0.587 G + 0.299 R with the weights 3735, 19235 and 9798 of 32768, rounded to the nearest, halves
 * up. Compared with OpenCV 4.6 for all 16,777,216 colours.
 */
public final class BgraPixels {

    private static final int BLUE = 3735;
    private static final int GREEN = 19235;
    private static final int RED = 9798;
    private static final int SHIFT = 15;
    private static final int HALF = 1 << SHIFT - 1;
    private static final int MASK = 0xFF;
    private static final int BLOCK = 1024;

    private BgraPixels() {
    }

    /** Takes so many pixels from the buffer, whose position stays: blue in the lowest byte of each. */
    public static void read(ByteBuffer bgra, int count, int[] pixels) {
        bgra.duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(pixels, 0, count);
    }

    /** Converts so many pixels to grey. */
    public static void toGrey(int[] pixels, int count, byte[] grey) {
        Objects.checkFromIndexSize(0, count, grey.length);
        Objects.checkFromIndexSize(0, count, pixels.length);
        // The JIT makes vector instructions of a loop over ints alone: twice as fast as all in one.
        int[] block = new int[BLOCK];
        for (int at = 0; at < count; at += BLOCK) {
            int length = Math.min(BLOCK, count - at);
            System.arraycopy(pixels, at, block, 0, length);
            for (int i = 0; i < length; i++) {
                int pixel = block[i];
                block[i] = (pixel & MASK) * BLUE + (pixel >> 8 & MASK) * GREEN + (pixel >> 16 & MASK) * RED
                        + HALF >> SHIFT;
            }
            for (int i = 0; i < length; i++) {
                grey[at + i] = (byte) block[i];
            }
        }
    }

    /** Converts so many pixels to red, green, blue. */
    public static void toRgb(int[] pixels, int count, byte[] rgb) {
        Objects.checkFromIndexSize(0, Math.multiplyExact(3, count), rgb.length);
        Objects.checkFromIndexSize(0, count, pixels.length);
        for (int i = 0, to = 0; i < count; i++, to += 3) {
            int pixel = pixels[i];
            rgb[to] = (byte) (pixel >> 16);
            rgb[to + 1] = (byte) (pixel >> 8);
            rgb[to + 2] = (byte) pixel;
        }
    }

    /** Grey of red, green, blue, by the same formula. */
    static void rgbToGrey(byte[] rgb, int count, byte[] grey) {
        for (int i = 0, from = 0; i < count; i++, from += 3) {
            grey[i] = (byte) ((rgb[from + 2] & MASK) * BLUE + (rgb[from + 1] & MASK) * GREEN
                    + (rgb[from] & MASK) * RED + HALF >> SHIFT);
        }
    }

    /** Colour with equal parts. */
    static void greyToRgb(byte[] grey, int count, byte[] rgb) {
        for (int i = 0, to = 0; i < count; i++, to += 3) {
            rgb[to] = grey[i];
            rgb[to + 1] = grey[i];
            rgb[to + 2] = grey[i];
        }
    }
}
