package tmnf.exchange.api;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import tmnf.gbx.model.TmText;

/**
 * Compares names as a search does: colour codes, case and accents do not matter. The raw text counts too, for
 * the site knows no colour codes.
 */
final class Names {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Names() {}

    /** Whether the part is somewhere in the name. */
    static boolean hasPart(String name, String part) {
        String bare = bare(part);
        return folded(name).contains(folded(part)) || !bare.isEmpty() && bare(name).contains(bare);
    }

    /** Whether both are one name. */
    static boolean isSame(String name, String other) {
        return folded(name).equals(folded(other)) || bare(name).equals(bare(other));
    }

    private static String bare(String text) {
        return folded(TmText.strip(text));
    }

    private static String folded(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return plain.toLowerCase(Locale.ROOT).strip();
    }
}
