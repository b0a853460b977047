package tmnf.tminterface.sim.render;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Digits and the signs of times in 3 by 5 dots, so that the smallest pictures can show them too. Other
 * characters are blank.
 */
final class PixelFont {

    static final int COLUMNS = 3;
    static final int ROWS = 5;
    /** From one character to the next. */
    static final int ADVANCE = COLUMNS + 1;

    private static final VarHandle PIXEL =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final String CHARACTERS = "0123456789:.-/";

    /** Five rows of three dots each, the top left dot highest. */
    private static final int[] DOTS = {
        0b111_101_101_101_111, 0b010_110_010_010_111, 0b111_001_111_100_111, 0b111_001_111_001_111,
        0b101_101_111_001_001, 0b111_100_111_001_111, 0b111_100_111_101_111, 0b111_001_001_010_010,
        0b111_101_111_101_111, 0b111_101_111_001_111, 0b000_010_000_010_000, 0b000_000_000_000_010,
        0b000_000_111_000_000, 0b001_001_010_100_100
    };

    private PixelFont() {}

    /** Width of a text in dots. */
    static int columns(CharSequence text) {
        return Math.max(0, text.length() * ADVANCE - 1);
    }

    /**
     * Draws a text; what lies outside of the picture is left out.
     *
     * @param bgra pixels of a picture of the given size
     * @param left column of the text's left edge
     * @param top row of its upper edge
     * @param dotWidth pixels of a dot
     */
    static void draw(byte[] bgra, int width, int height, CharSequence text, int left, int top,
            int dotWidth, int dotHeight, int colour) {
        for (int i = 0; i < text.length(); i++) {
            int glyph = CHARACTERS.indexOf(text.charAt(i));
            for (int dot = 0; glyph >= 0 && dot < ROWS * COLUMNS; dot++) {
                if ((DOTS[glyph] >>> ROWS * COLUMNS - 1 - dot & 1) != 0) {
                    int x = left + (i * ADVANCE + dot % COLUMNS) * dotWidth;
                    int y = top + dot / COLUMNS * dotHeight;
                    fill(bgra, width, height, x, y, dotWidth, dotHeight, colour);
                }
            }
        }
    }

    /** A rectangle in one colour, as far as it lies in the picture. */
    static void fill(byte[] bgra, int width, int height, int left, int top, int columns, int rows,
            int colour) {
        for (int y = Math.max(0, top); y < Math.min(height, top + rows); y++) {
            for (int x = Math.max(0, left); x < Math.min(width, left + columns); x++) {
                PIXEL.set(bgra, 4 * (y * width + x), colour | 0xFF000000);
            }
        }
    }
}
