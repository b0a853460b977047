package tmnf.tminterface.sim.track;

import java.util.Locale;

/** The words of a catalogue's line, taken one by one; anything wrong is an IllegalArgumentException. */
final class Words {

    private static final int HIGHEST_MATERIAL = 30;

    private final String[] words;
    private int at;

    Words(String line) {
        this.words = line.split("\\s+");
    }

    boolean more() {
        return at < words.length;
    }

    String next() {
        if (!more()) {
            throw new IllegalArgumentException("ends too early, after '" + words[words.length - 1] + "'");
        }
        return words[at++];
    }

    /** Whether the next word is this one; then it is taken. */
    boolean take(String word) {
        boolean is = more() && words[at].equals(word);
        if (is) {
            at++;
        }
        return is;
    }

    /** Whether words are left before the next {@code |}. */
    boolean moreInSection() {
        return more() && !words[at].equals("|");
    }

    String rest() {
        StringBuilder text = new StringBuilder(next());
        while (more()) {
            text.append(' ').append(next());
        }
        return text.toString();
    }

    void end() {
        if (more()) {
            throw new IllegalArgumentException("'" + words[at] + "' is too much");
        }
    }

    double number() {
        return number(next());
    }

    static double number(String word) {
        try {
            double value = Double.parseDouble(word);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + word + "' is no number", e);
        }
        throw new IllegalArgumentException("'" + word + "' is no number");
    }

    int whole() {
        return whole(next());
    }

    static int whole(String word) {
        double value = number(word);
        if (value != Math.rint(value) || Math.abs(value) > 10_000) {
            throw new IllegalArgumentException("'" + word + "' is no whole number");
        }
        return (int) value;
    }

    int material() {
        int material = whole();
        if (material < 0 || material > HIGHEST_MATERIAL) {
            throw new IllegalArgumentException(material + " is no surface id, 0 to " + HIGHEST_MATERIAL);
        }
        return material;
    }

    /** So many numbers in one word. */
    double[] numbers(String separator, int count) {
        String word = next();
        String[] parts = word.split(separator, -1);
        if (parts.length != count) {
            throw new IllegalArgumentException("'" + word + "' is not " + count + " numbers");
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number(parts[i]);
        }
        return numbers;
    }

    /** {@code name=from:to}. */
    double[] range(String name) {
        String word = next();
        if (!word.startsWith(name + "=")) {
            throw new IllegalArgumentException("'" + word + "' where " + name + "=FROM:TO belongs");
        }
        double[] range = new Words(word.substring(name.length() + 1)).numbers(":", 2);
        if (range[0] >= range[1]) {
            throw new IllegalArgumentException("'" + word + "' goes nowhere");
        }
        return range;
    }

    Evidence evidence() {
        String word = next();
        for (Evidence evidence : Evidence.values()) {
            if (evidence.mark().equals(word)) {
                return evidence;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is no evidence: V, G, none or decoration");
    }

    <T extends Enum<T>> T choice(Class<T> type) {
        String word = next();
        for (T value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
                return value;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is none of the choices here");
    }
}
