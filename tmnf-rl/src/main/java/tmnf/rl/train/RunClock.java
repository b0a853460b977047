package tmnf.rl.train;

/** What all parts of a run count together: frames that were taken in, and time. Safe for several threads. */
final class RunClock {

    private static final double NANOS_PER_HOUR = 3.6e12;

    private final long begun = System.nanoTime();
    private final double earlierHours;
    private long frames;

    RunClock(long frames, double earlierHours) {
        this.frames = frames;
        this.earlierHours = earlierHours;
    }

    /** Adds frames; gives the sum. */
    synchronized long add(long more) {
        frames += more;
        return frames;
    }

    synchronized long frames() {
        return frames;
    }

    /** Of training, earlier runs included. */
    double hours() {
        return earlierHours + nanos() / NANOS_PER_HOUR;
    }

    /** Since this program began with the attempt. */
    long nanos() {
        return System.nanoTime() - begun;
    }
}
