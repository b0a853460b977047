package tmnf.pretrain.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import tmnf.capture.dataset.care.PythonShuffle;

/**
 * Which tracks are learned from and which are only looked at: a track is never in both. The same as the
 * Python pipeline makes from the same names, fraction and seed. Source: pretraining note, section 3.
 *
 * @param train ids in the order of the shuffle
 * @param validation ids in the order of the shuffle; empty for none
 */
public record TrackSplit(List<String> train, List<String> validation) {

    /** By code points, as Python compares texts. */
    static final Comparator<String> BY_CODE_POINTS = (a, b) ->
            Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    /** Checks that no track is in both, or twice in one. */
    public TrackSplit {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        List<String> all = new ArrayList<>(train);
        all.addAll(validation);
        if (Set.copyOf(all).size() != all.size()) {
            throw new IllegalArgumentException("a track is in a split twice: " + all);
        }
    }

    /**
     * The split of a dataset's tracks; their order does not matter. A single track is always learned from; of
     * several, at least one is for validation unless the fraction is 0, and all are with a fraction of 1.
     *
     * @param fraction of the tracks that are for validation, 0 to 1
     * @param seed of the shuffle
     */
    public static TrackSplit of(Collection<String> tracks, double fraction, long seed) {
        return ofOrdered(tracks.stream().sorted(BY_CODE_POINTS).toList(), fraction, seed);
    }

    /**
     * The split of tracks that somebody named one by one: they are shuffled in the order that they have.
     *
     * @param fraction of the tracks that are for validation, 0 to 1
     * @param seed of the shuffle
     */
    public static TrackSplit ofOrdered(List<String> tracks, double fraction, long seed) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("the validation fraction is 0 to 1, not " + fraction);
        }
        if (tracks.size() == 1 && fraction > 0) {
            return new TrackSplit(tracks, List.of());
        }
        List<String> shuffled = new ArrayList<>(tracks);
        new PythonShuffle(seed).shuffle(shuffled);
        int count = fraction == 0 || tracks.isEmpty() ? 0 : Math.max(1, (int) (tracks.size() * fraction));
        return new TrackSplit(shuffled.subList(count, shuffled.size()), shuffled.subList(0, count));
    }
}
