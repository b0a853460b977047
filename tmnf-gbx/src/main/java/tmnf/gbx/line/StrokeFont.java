package tmnf.gbx.line;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.HashMap;
import java.util.Map;

/**
 * A small font of straight strokes, for machines whose Java finds no fonts at all. Capitals, digits and the
 * signs of times; small letters are written as capitals, what is missing as a question mark.
 *
 * <p>A glyph is a list of strokes separated by commas; each point is a column 0 to 4 and a row 0 (top) to 6.
 */
final class StrokeFont {

    private static final double COLUMNS = 4;
    private static final double ADVANCE = 6;
    private static final double ROWS = 6;

    private static final String[] GLYPHS = {
        "0", "10 30 41 45 36 16 05 01 10", "1", "11 20 26,16 36", "2", "01 10 30 41 42 06 46",
        "3", "00 40 23 33 44 45 36 16 05", "4", "36 30 04 44", "5", "40 00 02 32 43 45 36 06",
        "6", "30 10 01 05 16 36 45 44 33 03", "7", "00 40 16",
        "8", "10 30 41 42 33 13 02 01 10,13 04 05 16 36 45 44 33",
        "9", "43 13 02 01 10 30 41 45 36 16", "A", "06 20 46,14 34",
        "B", "00 30 41 42 33 03,33 44 45 36 06 00",
        "C", "41 30 10 01 05 16 36 45", "D", "00 20 42 44 26 06 00", "E", "40 00 06 46,03 33",
        "F", "40 00 06,03 33", "G", "41 30 10 01 05 16 36 45 43 23", "H", "00 06,40 46,03 43",
        "I", "10 30,20 26,16 36", "J", "40 45 36 16 05", "K", "00 06,40 03 46", "L", "00 06 46",
        "M", "06 00 23 40 46", "N", "06 00 46 40", "O", "10 30 41 45 36 16 05 01 10",
        "P", "06 00 30 41 42 33 03", "Q", "10 30 41 45 36 16 05 01 10,24 46",
        "R", "06 00 30 41 42 33 03,23 46",
        "S", "41 30 10 01 02 13 33 44 45 36 16 05", "T", "00 40,20 26", "U", "00 05 16 36 45 40",
        "V", "00 26 40", "W", "00 16 23 36 40", "X", "00 46,40 06", "Y", "00 23 40,23 26", "Z", "00 40 06 46",
        ".", "25 26", ":", "21 22,24 25", ",", "25 17", "-", "13 33", "+", "13 33,22 24", "/", "06 40",
        "(", "30 21 25 36", ")", "10 21 25 16", "'", "20 21", "!", "20 23,25 26", "_", "06 46", "#",
        "11 15,31 35,02 42,04 44", "=", "02 42,04 44", "*", "11 35,31 15", "&", "46 11 20 31 04 16 43",
        "?", "01 10 30 41 23 24,25 26", "[", "30 10 16 36", "]", "10 30 36 16", "|", "20 26", " ", "",
    };

    private static final Map<Integer, Path2D> SHAPES = new HashMap<>();

    static {
        for (int i = 0; i < GLYPHS.length; i += 2) {
            SHAPES.put(GLYPHS[i].codePointAt(0), shape(GLYPHS[i + 1]));
        }
    }

    private StrokeFont() {}

    /** Width of a text of this height. */
    static double width(String text, double height) {
        double columns = text.codePointCount(0, text.length()) * ADVANCE - (ADVANCE - COLUMNS);
        return Math.max(0, columns) * height / ROWS;
    }

    /** The strokes of a text whose lower left corner stands at (x, y). */
    static Path2D outline(String text, double x, double y, double height) {
        double scale = height / ROWS;
        Path2D all = new Path2D.Double();
        int[] place = {0};
        text.codePoints().map(Character::toUpperCase).forEach(c -> {
            Path2D glyph = SHAPES.getOrDefault(c, SHAPES.get((int) '?'));
            double left = x + place[0] * ADVANCE * scale;
            AffineTransform move = new AffineTransform(scale, 0, 0, scale, left, y - height);
            all.append(glyph.getPathIterator(move), false);
            place[0]++;
        });
        return all;
    }

    private static Path2D shape(String strokes) {
        Path2D path = new Path2D.Double();
        for (String stroke : strokes.isEmpty() ? new String[0] : strokes.split(",")) {
            boolean first = true;
            for (String point : stroke.split(" ")) {
                double column = point.charAt(0) - '0';
                double row = point.charAt(1) - '0';
                if (first) {
                    path.moveTo(column, row);
                } else {
                    path.lineTo(column, row);
                }
                first = false;
            }
        }
        return path;
    }
}
