package tmnf.pretrain.label;

import java.util.List;

/**
 * The labelled frames of a race without a timeline, to find the one that is nearest to a moment. Immutable.
 */
final class NearestEntries {

    private final int[] times;
    private final byte[] actions;
    private final boolean ascending;

    NearestEntries(List<ManifestLabels.Entry> entries) {
        List<ManifestLabels.Entry> labelled =
                entries.stream().filter(entry -> entry.action() != FrameActions.UNKNOWN).toList();
        times = labelled.stream().mapToInt(ManifestLabels.Entry::timeMs).toArray();
        actions = new byte[times.length];
        boolean sorted = true;
        for (int i = 0; i < times.length; i++) {
            actions[i] = labelled.get(i).action();
            sorted &= i == 0 || times[i] >= times[i - 1];
        }
        ascending = sorted;
    }

    /** The action of the nearest one, of two as near the first. */
    int at(long timeMs, Outside outside) {
        int nearest = -1;
        boolean before = false;
        boolean behind = false;
        for (int i = ascending ? startOfSearch(timeMs) : 0; i < times.length; i++) {
            before |= times[i] <= timeMs;
            behind |= times[i] >= timeMs;
            if (nearest < 0 || distance(i, timeMs) < distance(nearest, timeMs)) {
                nearest = i;
            } else if (ascending && behind) {
                break;
            }
        }
        return nearest < 0 || outside == Outside.UNKNOWN && !(before && behind) ? FrameActions.UNKNOWN
                : actions[nearest];
    }

    /** The action of the first that is at this very moment; unknown without one. */
    int exactly(long timeMs) {
        for (int i = ascending ? lowerBound(timeMs) : 0; i < times.length; i++) {
            if (times[i] == timeMs) {
                return actions[i];
            }
            if (ascending && times[i] > timeMs) {
                break;
            }
        }
        return FrameActions.UNKNOWN;
    }

    private long distance(int entry, long timeMs) {
        return Math.abs(times[entry] - timeMs);
    }

    /** The first of those entries that are last at or before the moment. */
    private int startOfSearch(long timeMs) {
        int below = lowerBound(timeMs + 1) - 1;
        return below < 0 ? 0 : lowerBound(times[below]);
    }

    /** How many are before the moment. */
    private int lowerBound(long timeMs) {
        int low = 0;
        int high = times.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < timeMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
