package tmnf.rl.metrics;

import java.util.Locale;

/** What runs are compared by. Those that are not there yet are {@code NaN}. */
public enum RunFigure {
    /** Frames until a race was finished. */
    FIRST_FINISH_FRAMES("first_finish_frames", "first finish, frames", "%,.0f", true),
    /** Minutes until a race was finished. */
    FIRST_FINISH_MINUTES("first_finish_min", "first finish, min", "%.1f", true),
    /** Frames until a greedy race was finished. */
    GREEDY_FINISH_FRAMES("first_greedy_finish_frames", "greedy, frames", "%,.0f", true),
    /** Minutes until a greedy race was finished. */
    GREEDY_FINISH_MINUTES("first_greedy_finish_min", "greedy, min", "%.1f", true),
    /** Seconds of the fastest race. */
    BEST("best_s", "best, s", "%.2f", true),
    /** How many of the last greedy races were finished, per cent. */
    GREEDY_FINISHED("last_greedy_finished_percent", "finished, %", "%.0f", false),
    /** Median of the last greedy races, seconds; one that was not finished is slower than all. */
    GREEDY_MEDIAN("last_greedy_median_s", "median, s", "%.2f", true),
    /** Median zone that the last greedy races reached. */
    GREEDY_ZONE("last_greedy_zone", "zone", "%.0f", false),
    /** Furthest zone of all races. */
    FURTHEST_ZONE("furthest_zone", "furthest", "%.0f", false),
    /** Of the last window. */
    LOSS("loss", "loss", "%.4g", false),
    /** Of the last window's test part. */
    LOSS_TEST("loss_test", "loss, test", "%.4g", false);

    private final String key;
    private final String title;
    private final String format;
    private final boolean worstWhereMissing;

    RunFigure(String key, String title, String format, boolean worstWhereMissing) {
        this.key = key;
        this.title = title;
        this.format = format;
        this.worstWhereMissing = worstWhereMissing;
    }

    /** Name for programs. */
    public String key() {
        return key;
    }

    /** Name for people. */
    public String title() {
        return title;
    }

    /** Whether a run that has none is behind all that have one; else it is left out of medians. */
    boolean worstWhereMissing() {
        return worstWhereMissing;
    }

    /** For people. */
    String text(double value) {
        return Double.isInfinite(value) ? "never" : Double.isNaN(value) ? "-"
                : String.format(Locale.ROOT, format, value);
    }
}
