package tmnf.capture.dataset;

/**
 * Which ticks of a race are captured: for each k from 0 on the first tick at or after {@code k * 1000 / fps}
 * ms, up to the tick of the finish.
 *
 * @param fps frames a second of race time, above 0 and at most 100: a tick is 10 ms long
 * @param raceTimeMs of the whole race, at least 0
 */
public record FrameSchedule(double fps, int raceTimeMs) {

    /** Length of a tick. */
    public static final int TICK_MS = 10;
    /** The most frames a second: one in each tick. */
    public static final double MOST_FPS = 1000.0 / TICK_MS;

    /** Rounding must not push a frame that is due exactly at a tick to the next one. */
    private static final double ROUNDING_MS = 1e-6;

    /** Checks the ranges. */
    public FrameSchedule {
        if (!(fps > 0 && fps <= MOST_FPS)) {
            throw new IllegalArgumentException("fps has to be above 0 and at most 100: " + fps);
        }
        if (raceTimeMs < 0) {
            throw new IllegalArgumentException("race time is negative: " + raceTimeMs);
        }
    }

    /** When frame k is due, in ms of race time; not always at a tick. */
    public double requestedMs(int k) {
        return k * 1000.0 / fps;
    }

    /** The tick that frame k shows, in ms of race time. */
    public int tickMs(int k) {
        return (int) Math.ceil((requestedMs(k) - ROUNDING_MS) / TICK_MS) * TICK_MS;
    }

    /** Number of frames from the start to the finish, both included. */
    public int count() {
        int count = (int) (raceTimeMs * fps / 1000.0) + 2;
        while (count > 0 && tickMs(count - 1) > raceTimeMs) {
            count--;
        }
        return count;
    }
}
