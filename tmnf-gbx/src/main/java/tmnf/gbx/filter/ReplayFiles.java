package tmnf.gbx.filter;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How replay files are named, and in which order they are taken. */
public final class ReplayFiles {

    /**
     * The order of capture: {@code posN_...} by the number N, so that pos2 comes before pos10; then all
     * others by name.
     */
    public static final Comparator<String> CAPTURE_ORDER =
            Comparator.comparing(ReplayFiles::position, Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(Comparator.naturalOrder());

    private static final Pattern POSITION = Pattern.compile("pos([0-9]+)(?![0-9]).*", Pattern.DOTALL);

    private ReplayFiles() {}

    /** Whether a file of this name is a replay: {@code *.replay*.gbx}, in any case. */
    public static boolean isReplayName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".gbx") && lower.contains(".replay");
    }

    /** The N of {@code posN}, or null. */
    private static BigInteger position(String name) {
        Matcher matcher = POSITION.matcher(name);
        return matcher.matches() ? new BigInteger(matcher.group(1)) : null;
    }
}
