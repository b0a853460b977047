package tmnf.exchange.embedded;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One fault as people write it: {@code 503:p=0.05,path=/recordgbx}. Whoever reads an option takes it; what
 * nobody took was misspelt. Confined to one thread.
 */
final class FaultSpec {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)(ms|s|m|h)?");

    private final String text;
    private final String kind;
    private final Map<String, String> options = new LinkedHashMap<>();

    FaultSpec(String text) {
        this.text = text;
        int colon = text.indexOf(':');
        this.kind = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        for (String option : rest.split(",")) {
            int equals = option.indexOf('=');
            if (!option.isEmpty() && equals < 1) {
                throw refused("'" + option + "' is no option such as every=100");
            } else if (!option.isEmpty()) {
                options.put(option.substring(0, equals), option.substring(equals + 1));
            }
        }
    }

    /** The word before the colon. */
    String kind() {
        return kind;
    }

    /** An option's text; {@code otherwise} when it is not given. */
    String text(String option, String otherwise) {
        String value = options.remove(option);
        return value == null ? otherwise : value;
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    /** A whole number from {@code least} on; {@code otherwise} when it is not given. */
    int number(String option, int least, int otherwise) {
        String value = options.remove(option);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused(option + "=" + value + " is no whole number", e);
        }
        throw refused(option + "=" + value + " is below " + least);
    }

    /** A number from 0 to 1; {@code otherwise} when it is not given. */
    double share(String option, double otherwise) {
        String value = options.remove(option);
        if (value == null) {
            return otherwise;
        }
        try {
            double share = Double.parseDouble(value);
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            throw refused(option + "=" + value + " is no number", e);
        }
        throw refused(option + "=" + value + " is not between 0 and 1");
    }

    /** {@code 250ms}, {@code 2s}, {@code 1.5m}; a plain number means seconds. */
    Duration duration(String option, Duration otherwise) {
        String value = options.remove(option);
        if (value == null) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw refused(option + "=" + value + " is no duration such as 250ms or 2s");
        }
        double unit = switch (matcher.group(2) == null ? "s" : matcher.group(2)) {
            case "ms" -> 1;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 1_000;
        };
        return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit));
    }

    /** Refuses options that nobody took. */
    void end() {
        if (!options.isEmpty()) {
            throw refused("there is no option " + options.keySet().iterator().next() + " of " + kind);
        }
    }

    IllegalArgumentException refused(String why) {
        return refused(why, null);
    }

    private IllegalArgumentException refused(String why, Exception cause) {
        return new IllegalArgumentException("fault '" + text + "': " + why, cause);
    }
}
