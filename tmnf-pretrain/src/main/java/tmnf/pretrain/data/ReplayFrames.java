package tmnf.pretrain.data;

import java.util.BitSet;
import java.util.Objects;

/**
 * The frames of a replay within {@link Frames}.
 *
 * @param track its track's id
 * @param replay its name
 * @param first number of its first frame
 * @param count of its frames, at least 1
 * @param unreadable which of them, counted from 0 within the replay, could not be read: no window may hold
 *     one; not to be modified
 */
public record ReplayFrames(String track, String replay, int first, int count, BitSet unreadable) {

    /** Checks the ranges. */
    public ReplayFrames {
        Objects.requireNonNull(track, "track");
        Objects.requireNonNull(replay, "replay");
        Objects.requireNonNull(unreadable, "unreadable");
        if (first < 0 || count < 1 || unreadable.length() > count) {
            throw new IllegalArgumentException(count + " frames from " + first + ", of which up to number "
                    + unreadable.length() + " could not be read");
        }
    }

    /** A replay whose frames could all be read. */
    public static ReplayFrames readable(String track, String replay, int first, int count) {
        return new ReplayFrames(track, replay, first, count, new BitSet());
    }
}
