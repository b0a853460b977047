package tmnf.cli.run;

/** Text from files, made fit for a terminal: names in downloaded files may hold its control sequences. */
public final class Printable {

    private Printable() {
    }

    /** The text with control characters, but for tabs and line feeds, as {@code \x1b}. */
    public static String of(String text) {
        if (text.chars().noneMatch(Printable::isControl)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.chars().forEach(c -> shown.append(isControl(c) ? String.format("\\x%02x", c) : (char) c));
        return shown.toString();
    }

    /** The same as one line: line feeds, too, are shown instead of written. */
    public static String line(String text) {
        return of(text).replace("\n", "\\x0a");
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) && c != '\t' && c != '\n';
    }
}
