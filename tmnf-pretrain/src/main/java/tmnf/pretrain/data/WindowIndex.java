package tmnf.pretrain.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The windows of some tracks: N frames in a row, each window one frame behind the one before. None crosses
 * from a replay to the next, none holds a frame that could not be read; a replay shorter than N has none.
 * Windows are in order of their first frames, so of track, replay and time. Immutable.
 */
public final class WindowIndex {

    private final int[] firsts;
    private final int length;

    private WindowIndex(int[] firsts, int length) {
        this.firsts = firsts;
        this.length = length;
    }

    /**
     * The windows of those replays whose track is wanted.
     *
     * @param replays in order, as {@link Frames#replays} gives them
     * @param length frames of a window, at least 1
     * @param tracks which tracks are wanted, by id
     */
    public static WindowIndex of(List<ReplayFrames> replays, int length, Predicate<String> tracks) {
        if (length < 1) {
            throw new IllegalArgumentException("a window has 1 frame or more, not " + length);
        }
        List<ReplayFrames> wanted = replays.stream().filter(replay -> tracks.test(replay.track())).toList();
        int[] firsts = new int[wanted.stream().mapToInt(ReplayFrames::count).sum()];
        int count = 0;
        for (ReplayFrames replay : wanted) {
            int readable = 0;
            for (int i = 0; i < replay.count(); i++) {
                readable = replay.unreadable().get(i) ? 0 : readable + 1;
                if (readable >= length) {
                    firsts[count++] = replay.first() + i - length + 1;
                }
            }
        }
        return new WindowIndex(Arrays.copyOf(firsts, count), length);
    }

    /** Those of the windows, by number, that are wanted. */
    public WindowIndex only(IntPredicate wanted) {
        int[] chosen = IntStream.range(0, count()).filter(wanted).map(this::first).toArray();
        return new WindowIndex(chosen, length);
    }

    /** Number of windows. */
    public int count() {
        return firsts.length;
    }

    /** Frames of a window. */
    public int length() {
        return length;
    }

    /** Number of a window's first frame within {@link Frames}. */
    public int first(int window) {
        return firsts[window];
    }

    /** First frames of all windows; a copy. */
    public int[] firsts() {
        return firsts.clone();
    }
}
