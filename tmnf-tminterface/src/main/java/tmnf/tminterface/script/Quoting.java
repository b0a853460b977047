package tmnf.tminterface.script;

import java.util.List;

/** Writes words so that strict mode reads them back: in quotation marks where they need them. */
final class Quoting {

    private static final char QUOTE = '"';

    private Quoting() {}

    /**
     * The words behind the prefix, separated by blanks. As a comment when that is wanted, or when a word
     * cannot be written because there is a quotation mark or a line end in it: scripts know no escapes.
     */
    static String line(String prefix, List<String> words, boolean quoteFirst, boolean comment) {
        StringBuilder line = new StringBuilder(prefix);
        boolean expressible = !comment;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            expressible &= isExpressible(word);
            if (i > 0) {
                line.append(' ');
            }
            boolean quoted = i == 0 && quoteFirst || needsQuotes(word);
            line.append(quoted ? QUOTE + word + QUOTE : word);
        }
        String text = line.toString().stripTrailing();
        return expressible ? text : "# " + text.replace('\n', ' ').replace('\r', ' ');
    }

    private static boolean isExpressible(String word) {
        return word.indexOf(QUOTE) < 0 && word.indexOf('\n') < 0 && word.indexOf('\r') < 0;
    }

    private static boolean needsQuotes(String word) {
        return word.isEmpty() || word.codePoints().anyMatch(Quoting::separates);
    }

    private static boolean separates(int c) {
        return c == ';' || c == '#' || c == ' ' || c == '\t' || isInvisible(c);
    }

    /** Characters that nobody sees in an editor; outside quotation marks strict mode refuses them. */
    static boolean isInvisible(int c) {
        return c != ' ' && c != '\t'
                && (Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT);
    }
}
