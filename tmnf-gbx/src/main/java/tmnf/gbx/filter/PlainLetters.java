package tmnf.gbx.filter;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes TrackMania's codes out of a text, and the accents off its letters. What is left may be any text. */
final class PlainLetters {

    /** A colour, a style, or the doubled sign that stands for itself. */
    private static final Pattern CODE =
            Pattern.compile("\\$(?:[0-9a-fA-F]{3}|[wnoisgtzmlhpbWNOISGTZMLHPB]|(\\$))");
    // Letters that have no decomposition of their own.
    private static final Map<Character, String> PLAIN = Map.ofEntries(
            Map.entry('ß', "ss"), Map.entry('ẞ', "SS"), Map.entry('æ', "ae"), Map.entry('Æ', "AE"),
            Map.entry('œ', "oe"), Map.entry('Œ', "OE"), Map.entry('ø', "o"), Map.entry('Ø', "O"),
            Map.entry('đ', "d"), Map.entry('Đ', "D"), Map.entry('ð', "d"), Map.entry('Ð', "D"),
            Map.entry('þ', "th"), Map.entry('Þ', "Th"), Map.entry('ł', "l"), Map.entry('Ł', "L"),
            Map.entry('ħ', "h"), Map.entry('Ħ', "H"), Map.entry('ŧ', "t"), Map.entry('Ŧ', "T"),
            Map.entry('ŋ', "n"), Map.entry('Ŋ', "N"), Map.entry('ı', "i"), Map.entry('ĸ', "k"),
            Map.entry('\u2010', "-"), Map.entry('\u2012', "-"), Map.entry('\u2013', "-"),
            Map.entry('\u2014', "-"), Map.entry('\u2015', "-"), Map.entry('\u2212', "-"));

    private PlainLetters() {}

    static String of(String text) {
        String plain = text.indexOf('$') < 0 ? text : CODE.matcher(text).replaceAll("$1");
        return FileNames.isAscii(plain) ? plain : transliterated(plain);
    }

    private static String transliterated(String text) {
        StringBuilder plain = new StringBuilder();
        for (char c : Normalizer.normalize(text, Normalizer.Form.NFKD).toCharArray()) {
            int type = Character.getType(c);
            boolean mark = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK
                    || type == Character.COMBINING_SPACING_MARK || type == Character.FORMAT;
            if (!mark) {
                plain.append(PLAIN.getOrDefault(c, String.valueOf(c)));
            }
        }
        return plain.toString();
    }
}
