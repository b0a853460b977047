package tmnf.gbx.container;

import java.util.HashMap;
import java.util.Map;

/**
 * The attributes of the flat XML in a file's header, as {@code element.attribute}. A scanner of its own,
 * since the text is untrusted, tiny and read 20,000 times a second, and nothing but start tags with
 * attributes occurs in it.
 */
final class XmlAttributes {

    private static final int MAX_LENGTH = 1 << 20;

    private final Map<String, String> values = new HashMap<>();

    private XmlAttributes() {}

    static XmlAttributes parse(String xml) {
        XmlAttributes result = new XmlAttributes();
        String text = xml.length() > MAX_LENGTH ? xml.substring(0, MAX_LENGTH) : xml;
        int at = 0;
        while ((at = text.indexOf('<', at)) >= 0) {
            at = result.element(text, at + 1);
        }
        return result;
    }

    /** The value, or empty. */
    String get(String element, String attribute) {
        return values.getOrDefault(element + '.' + attribute, "");
    }

    int number(String element, String attribute, int otherwise) {
        String text = get(element, attribute).trim();
        if (text.isEmpty()) {
            // Often so; an exception for each costs a tenth of a whole parse.
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    private int element(String s, int from) {
        int i = from;
        while (i < s.length() && isName(s.charAt(i))) {
            i++;
        }
        String element = s.substring(from, i);
        while (i < s.length() && s.charAt(i) != '>') {
            if (!isName(s.charAt(i))) {
                i++;
                continue;
            }
            int nameFrom = i;
            while (i < s.length() && isName(s.charAt(i))) {
                i++;
            }
            String name = s.substring(nameFrom, i);
            if (i + 1 < s.length() && s.charAt(i) == '='
                    && (s.charAt(i + 1) == '"' || s.charAt(i + 1) == '\'')) {
                int close = s.indexOf(s.charAt(i + 1), i + 2);
                if (close < 0) {
                    return s.length();
                }
                values.putIfAbsent(element + '.' + name, unescape(s.substring(i + 2, close)));
                i = close + 1;
            }
        }
        return i;
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == ':';
    }

    private static String unescape(String s) {
        if (s.indexOf('&') < 0) {
            return s;
        }
        return s.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }
}
