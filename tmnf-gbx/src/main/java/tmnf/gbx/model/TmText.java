package tmnf.gbx.model;

/**
 * TrackMania's formatted text: names carry {@code $} codes for colours and styles, some a byte order mark.
 */
public final class TmText {

    private static final char BOM = '\uFEFF';

    private TmText() {}

    /** The text as the game shows it, codes kept: without a leading byte order mark. */
    public static String withoutBom(String text) {
        return !text.isEmpty() && text.charAt(0) == BOM ? text.substring(1) : text;
    }

    /**
     * The bare text: byte order mark, colours ({@code $f00}), styles ({@code $o $i $w $n $s $t $g $z ...})
     * and link codes ({@code $l[..] $h[..] $p[..]}) dropped, {@code $$} turned into one dollar sign.
     */
    public static String strip(String text) {
        String source = withoutBom(text);
        if (source.indexOf('$') < 0) {
            return source;
        }
        StringBuilder plain = new StringBuilder(source.length());
        int i = 0;
        while (i < source.length()) {
            char c = source.charAt(i);
            if (c != '$') {
                plain.append(c);
                i++;
            } else if (i + 1 < source.length() && source.charAt(i + 1) == '$') {
                plain.append('$');
                i += 2;
            } else {
                i = skipCode(source, i + 1);
            }
        }
        return plain.toString();
    }

    /** First index after the code whose letter stands at {@code i}. */
    private static int skipCode(String s, int i) {
        if (i >= s.length()) {
            return i;
        }
        char code = Character.toLowerCase(s.charAt(i));
        if (isHex(code)) {
            // The game takes up to two more characters as the colour, also when they are no hex digits.
            int end = i + 1;
            for (int more = 0; more < 2 && end < s.length() && s.charAt(end) != '$'; more++) {
                end = next(s, end);
            }
            return end;
        }
        boolean link = code == 'l' || code == 'h' || code == 'p';
        if (link && i + 1 < s.length() && s.charAt(i + 1) == '[') {
            int close = s.indexOf(']', i + 2);
            return close < 0 ? s.length() : close + 1;
        }
        return next(s, i);
    }

    /** First index after the whole character at {@code i}. */
    private static int next(String s, int i) {
        return i + Character.charCount(s.codePointAt(i));
    }

    private static boolean isHex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }
}
