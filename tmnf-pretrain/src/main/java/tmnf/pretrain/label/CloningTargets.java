package tmnf.pretrain.label;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Which actions a sample's last frame is labelled with.
 *
 * @param target what an action is taken from
 * @param offsetsMs one action for each, this long after the frame, or before it if negative; different
 * @param heldMs for {@link Target#HELD} how long, at least 10; else 0
 * @param outside what counts before and behind the race, for other offsets than 0
 */
public record CloningTargets(Target target, List<Integer> offsetsMs, int heldMs, Outside outside) {

    /** Most offsets. */
    public static final int MOST = 64;

    private static final int TICK_MS = 10;
    private static final int MOST_HELD_MS = 10_000;
    private static final List<Integer> FRAME_ONLY = List.of(0);

    /** What an action is taken from. */
    public enum Target {
        /** The frame's own label; at other offsets what is pressed then. */
        CURRENT_TICK,
        /** The label of the frame behind; for the offset 0 only. */
        NEXT_TICK,
        /**
         * What acts longest from the frame on, {@link FrameActions#held(int, int)}: what a driver who looks
         * at it should press. Not one of the Python pipeline's.
         */
        HELD;

        /** As configurations name it: {@code current_tick}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks the ranges. */
    public CloningTargets {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(outside, "outside");
        offsetsMs = List.copyOf(offsetsMs);
        if (offsetsMs.isEmpty() || offsetsMs.size() > MOST
                || offsetsMs.stream().distinct().count() < offsetsMs.size()) {
            throw new IllegalArgumentException("1 to " + MOST + " different offsets are needed, not "
                    + offsetsMs);
        }
        if (target == Target.NEXT_TICK && !offsetsMs.equals(FRAME_ONLY)) {
            throw new IllegalArgumentException("the target next_tick is for the offset 0 alone, not for "
                    + offsetsMs + "; the offset of a tick is " + TICK_MS + " ms");
        }
        if (target == Target.HELD ? heldMs < TICK_MS || heldMs > MOST_HELD_MS : heldMs != 0) {
            throw new IllegalArgumentException("what is " + target + " has no time of " + heldMs + " ms; "
                    + Target.HELD + " has " + TICK_MS + " to " + MOST_HELD_MS);
        }
    }

    /** The target of a frame alone. */
    public static CloningTargets of(Target target) {
        return new CloningTargets(target, FRAME_ONLY, 0, Outside.UNKNOWN);
    }

    /** What is pressed at several times around a frame. */
    public static CloningTargets at(List<Integer> offsetsMs) {
        return new CloningTargets(Target.CURRENT_TICK, offsetsMs, 0, Outside.UNKNOWN);
    }

    /** What acts longest for so long. */
    public static CloningTargets held(int heldMs) {
        return new CloningTargets(Target.HELD, FRAME_ONLY, heldMs, Outside.UNKNOWN);
    }

    /** The same with another rule for what is before and behind the race. */
    public CloningTargets with(Outside other) {
        return new CloningTargets(target, offsetsMs, heldMs, other);
    }

    /** Whether a frame's own label counts, or its neighbour's, and not the race's timeline. */
    boolean ofFramesAlone() {
        return target != Target.HELD && offsetsMs.equals(FRAME_ONLY);
    }

    /** Which of the actions is that at the frame; -1 if none is. */
    public int atFrame() {
        return offsetsMs.indexOf(0);
    }

    /** The action of a frame at an offset, by its place in the list. */
    int action(FrameActions actions, int frame, int offset) {
        return switch (target) {
            case NEXT_TICK -> actions.following(frame);
            case CURRENT_TICK -> ofFramesAlone() ? actions.own(frame)
                    : actions.at(frame, offsetsMs.get(offset), outside);
            case HELD -> held(actions, frame, offsetsMs.get(offset));
        };
    }

    private int held(FrameActions actions, int frame, int offsetMs) {
        int held = actions.held(frame, offsetMs, heldMs);
        return held >= 0 || outside == Outside.UNKNOWN ? held : actions.at(frame, offsetMs, outside);
    }
}
