package tmnf.pretrain.data;

import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a frame's file says: {@code frame_<step>_<time>ms.<ending>}. A name of another kind has
 * the last number in it as its step, so that {@code 10.png} is behind {@code 9.png}; one without a number is
 * behind all others.
 *
 * @param name of the file
 * @param step of the capture
 * @param timeMs of the race, milliseconds; 0 if the name does not say it
 * @param captured whether the name is of the kind above, so that step and time tell which moment it shows
 */
record FrameName(String name, long step, double timeMs, boolean captured) {

    /** In order of time, as far as it is known. */
    static final Comparator<FrameName> ORDER = Comparator.comparingLong(FrameName::step)
            .thenComparingDouble(FrameName::timeMs).thenComparing(FrameName::name, TrackSplit.BY_CODE_POINTS);

    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "bmp", "npy");
    private static final Pattern CAPTURED =
            Pattern.compile("frame_(\\d{1,18})_(-?\\d{1,18}(?:\\.\\d{1,9})?)ms\\.[^.]*");
    private static final Pattern LAST_NUMBER = Pattern.compile("(\\d{1,18})\\D*$");

    static FrameName of(String name) {
        Matcher captured = CAPTURED.matcher(name);
        if (captured.matches()) {
            return new FrameName(name, Long.parseLong(captured.group(1)),
                    Double.parseDouble(captured.group(2)), true);
        }
        Matcher number = LAST_NUMBER.matcher(name.substring(0, Math.max(0, name.lastIndexOf('.'))));
        return new FrameName(name, number.find() ? Long.parseLong(number.group(1)) : Long.MAX_VALUE, 0,
                false);
    }

    /** Whether a file is a frame by its name; hidden files are none. */
    static boolean isFrame(String name) {
        return name.lastIndexOf('.') > 0 && !name.startsWith(".")
                && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** Whether two files show the same moment. */
    boolean isTwinOf(FrameName other) {
        return captured && other.captured && step == other.step && timeMs == other.timeMs;
    }
}
