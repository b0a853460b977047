package tmnf.capture.dataset;

/**
 * What a frame shows.
 *
 * @param step its number in the replay, from 0 on
 * @param timeMs race time of the tick it shows
 * @param requestedMs race time at which it was due; at most one tick earlier
 */
public record FrameLabel(int step, int timeMs, double requestedMs) {

    /** Checks that the tick is the one the time asks for. */
    public FrameLabel {
        if (step < 0) {
            throw new IllegalArgumentException("step is negative: " + step);
        }
        if (timeMs % FrameSchedule.TICK_MS != 0) {
            throw new IllegalArgumentException("no tick is at " + timeMs + " ms");
        }
    }

    /** The file name that the Python pipeline gives it, without the ending. */
    public String stem() {
        return String.format(java.util.Locale.ROOT, "frame_%05d_%dms", step, timeMs);
    }
}
