package tmnf.cli.download;

import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a counter grows, over the last seconds. Confined to one thread. */
final class RateWindow {

    private static final int MOST_POINTS = 256;

    private final long windowNanos;
    private final Deque<long[]> points = new ArrayDeque<>(); // time, value

    RateWindow(long windowNanos) {
        this.windowNanos = windowNanos;
    }

    /** Notes the counter, and says how much it grew a second; 0 before there is anything to compare. */
    double perSecond(long nanos, long value) {
        points.addLast(new long[] {nanos, value});
        while (points.size() > MOST_POINTS
                || points.size() > 2 && nanos - points.peekFirst()[0] > windowNanos) {
            points.removeFirst();
        }
        long[] first = points.peekFirst();
        long passed = nanos - first[0];
        return passed <= 0 ? 0 : (value - first[1]) * 1e9 / passed;
    }
}
