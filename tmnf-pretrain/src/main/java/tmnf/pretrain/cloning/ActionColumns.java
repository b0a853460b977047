package tmnf.pretrain.cloning;

import java.util.HashSet;
import java.util.List;

/**
 * What the columns of {@link tmnf.pretrain.objective.SampleTensors#actions} are for cloning: the action at
 * each offset, in order, then the action before the sample's last frame, which is what a driver that repeats
 * itself would take. Any of them is below 0 where it is not known.
 *
 * @param offsetsMs times from the last frame of a sample to an action, milliseconds, all different; one head
 *     of the network is for each
 */
public record ActionColumns(List<Integer> offsetsMs) {

    /** The action of the frame itself. */
    public static final ActionColumns NOW = new ActionColumns(List.of(0));

    /** Checks that there are offsets, each once. */
    public ActionColumns {
        offsetsMs = List.copyOf(offsetsMs);
        if (offsetsMs.isEmpty() || new HashSet<>(offsetsMs).size() < offsetsMs.size()) {
            throw new IllegalArgumentException("offsets are one or more, each once, not " + offsetsMs);
        }
    }

    /** Number of offsets, so of heads. */
    public int heads() {
        return offsetsMs.size();
    }

    /** The column of the action before. */
    public int previous() {
        return heads();
    }

    /** Number of columns. */
    public int count() {
        return heads() + 1;
    }

    /**
     * The head whose offset is 0, which is what a driver needs; without one, the head that is nearest to it,
     * of two as near the later one's. (Upstream takes the first one, whatever its offset.)
     */
    public int driver() {
        int nearest = 0;
        for (int i = 1; i < heads(); i++) {
            int gain = Math.abs(offsetsMs.get(nearest)) - Math.abs(offsetsMs.get(i));
            if (gain > 0 || gain == 0 && offsetsMs.get(i) > 0) {
                nearest = i;
            }
        }
        return nearest;
    }
}
