package tmnf.capture.dataset.care;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The snapshots of a manifest by time: which is nearest, and whether it is good. */
final class SnapshotTimes {

    private final double[] times;
    /** Place in the manifest of each of {@link #times}. */
    private final int[] places;
    private final BitSet good;

    /**
     * Of times in the order of the manifest.
     *
     * @param good by place in the manifest
     */
    SnapshotTimes(double[] inOrder, BitSet good) {
        int[] order = IntStream.range(0, inOrder.length).boxed()
                .sorted(Comparator.comparingDouble(place -> inOrder[place])).mapToInt(place -> place)
                .toArray();
        this.times = Arrays.stream(order).mapToDouble(place -> inOrder[place]).toArray();
        this.places = order;
        this.good = good;
    }

    boolean isEmpty() {
        return times.length == 0;
    }

    /** Index of the nearest one; of several the first in the manifest. There has to be one. */
    int nearest(double timeMs) {
        int from = Arrays.binarySearch(times, timeMs);
        int at = from >= 0 ? from : -from - 1;
        int best = -1;
        for (int i : new int[] {firstWithTimeOf(at - 1), firstWithTimeOf(Math.min(at, times.length - 1))}) {
            if (i >= 0 && (best < 0 || isNearer(i, best, timeMs))) {
                best = i;
            }
        }
        return best;
    }

    private boolean isNearer(int one, int other, double timeMs) {
        int byDistance = Double.compare(distanceMs(one, timeMs), distanceMs(other, timeMs));
        return byDistance < 0 || (byDistance == 0 && places[one] < places[other]);
    }

    /** The sort keeps the order of equal times, so the first of them is the first in the manifest. */
    private int firstWithTimeOf(int index) {
        int first = index;
        while (first > 0 && times[first - 1] == times[first]) {
            first--;
        }
        return first;
    }

    double distanceMs(int index, double timeMs) {
        return Math.abs(times[index] - timeMs);
    }

    boolean isGood(int index) {
        return good.get(places[index]);
    }

    /** Typical time between two of them; 0 for fewer than two. */
    double intervalMs() {
        double[] gaps = IntStream.range(1, times.length).mapToDouble(i -> times[i] - times[i - 1])
                .filter(gap -> gap > 0).sorted().toArray();
        return gaps.length == 0 ? 0 : gaps[gaps.length / 2];
    }
}
