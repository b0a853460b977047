package tmnf.pretrain.label;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The labelled frames of a race without a timeline, to find the one that is nearest to a moment: of a moment
 * from which even that one is farther than a frame usually is from the next, as where frames in between were
 * cleaned away, it tells nothing. Immutable.
 */
final class NearestEntries {

    private final int[] times;
    private final byte[] actions;
    private final boolean ascending;
    /** From a frame to the next: the median of the distances above 0; 0 without any. */
    private final int usualMs;

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
        usualMs = usual(times);
    }

    private static int usual(int[] times) {
        int[] inTime = Arrays.stream(times).sorted().toArray();
        int[] distances = IntStream.range(1, inTime.length).map(i -> inTime[i] - inTime[i - 1])
                .filter(distance -> distance > 0).sorted().toArray();
        return distances.length == 0 ? 0 : distances[distances.length / 2];
    }

    /**
     * The action of the nearest one, of two as near the first. It has to be near enough unless any is taken
     * outside of the race, too: {@link Outside#NEAREST} is the Python pipeline's rule, which knows no limit.
     */
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
        boolean tells = nearest >= 0 && (outside == Outside.NEAREST
                || before && behind && distance(nearest, timeMs) <= usualMs);
        return tells ? actions[nearest] : FrameActions.UNKNOWN;
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
