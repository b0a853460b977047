package tmnf.pretrain.label;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntPredicate;

import tmnf.pretrain.data.SampleLabels;
import tmnf.pretrain.data.WindowIndex;

/**
 * What windows are labelled with for behavioural cloning: the actions of their last frame, and its numbers.
 * Windows of which no action is known, or not the numbers, are left out and counted. Thread-safe.
 */
public final class CloningLabels implements SampleLabels {

    private final WindowIndex windows;
    private final byte[] actions;
    private final int each;
    private final FrameFloats floats;
    private final int withoutAction;
    private final int foreign;
    private final int withoutFloats;
    private final int unknown;

    private CloningLabels(WindowIndex windows, byte[] actions, int each, FrameFloats floats,
            int withoutAction, int foreign, int withoutFloats, int unknown) {
        this.windows = windows;
        this.actions = actions;
        this.each = each;
        this.floats = floats;
        this.withoutAction = withoutAction;
        this.foreign = foreign;
        this.withoutFloats = withoutFloats;
        this.unknown = unknown;
    }

    /**
     * Labels of those of the windows that have some.
     *
     * @param windows of the frames that the actions are of
     * @param floats of these frames
     */
    public static CloningLabels of(FrameActions actions, FrameFloats floats, WindowIndex windows,
            CloningTargets targets) {
        return of(actions, floats, windows, targets, action -> true);
    }

    /**
     * The same where only some actions count; the others are as if they were not known.
     *
     * @param counts whether an action does
     */
    public static CloningLabels of(FrameActions actions, FrameFloats floats, WindowIndex windows,
            CloningTargets targets, IntPredicate counts) {
        Objects.requireNonNull(floats, "floats");
        int each = targets.offsetsMs().size();
        byte[] labels = new byte[Math.multiplyExact(windows.count(), each)];
        boolean[] wanted = new boolean[windows.count()];
        int kept = 0;
        int withoutAction = 0;
        int foreign = 0;
        int withoutFloats = 0;
        int allUnknown = 0;
        for (int window = 0; window < windows.count(); window++) {
            int last = windows.first(window) + windows.length() - 1;
            int unknown = 0;
            int others = 0;
            for (int i = 0; i < each; i++) {
                int action = targets.action(actions, last, i);
                boolean counted = action >= 0 && counts.test(action);
                labels[kept * each + i] = counted ? (byte) action : FrameActions.UNKNOWN;
                unknown += counted ? 0 : 1;
                others += !counted && action >= 0 ? 1 : 0;
            }
            wanted[window] = unknown < each && floats.isKnown(last);
            withoutAction += unknown == each && others == 0 ? 1 : 0;
            foreign += unknown == each && others > 0 ? 1 : 0;
            withoutFloats += unknown < each && !wanted[window] ? 1 : 0;
            if (wanted[window]) {
                kept++;
                allUnknown += unknown;
            }
        }
        return new CloningLabels(windows.only(window -> wanted[window]),
                Arrays.copyOf(labels, kept * each), each, floats, withoutAction, foreign,
                withoutFloats, allUnknown);
    }

    /** The same without the windows of which an action is not known. */
    public CloningLabels complete() {
        boolean[] wanted = new boolean[windows.count()];
        byte[] known = new byte[actions.length];
        int kept = 0;
        for (int window = 0; window < wanted.length; window++) {
            wanted[window] = true;
            for (int i = window * each; i < (window + 1) * each; i++) {
                wanted[window] &= actions[i] >= 0;
            }
            if (wanted[window]) {
                System.arraycopy(actions, window * each, known, kept++ * each, each);
            }
        }
        return new CloningLabels(windows.only(window -> wanted[window]), Arrays.copyOf(known, kept * each),
                each, floats, withoutAction + windows.count() - kept, foreign, withoutFloats, 0);
    }

    /** The windows that have labels. */
    public WindowIndex windows() {
        return windows;
    }

    /** How many windows were left out because none of their actions is known. */
    public int withoutAction() {
        return withoutAction;
    }

    /** How many more were left out because none of those that are known counts. */
    public int foreign() {
        return foreign;
    }

    /** How many more were left out because there are no numbers of their last frame. */
    public int withoutFloats() {
        return withoutFloats;
    }

    /** How many actions of the windows that are left are not known. */
    public int unknown() {
        return unknown;
    }

    @Override
    public int actions() {
        return each;
    }

    @Override
    public int floats() {
        return floats.size();
    }

    @Override
    public void copyActions(int window, LongBuffer to) {
        Objects.checkIndex(window, windows.count());
        for (int i = window * each; i < (window + 1) * each; i++) {
            to.put(actions[i]);
        }
    }

    @Override
    public void copyFloats(int window, FloatBuffer to) {
        floats.copy(windows.first(window) + windows.length() - 1, to);
    }
}
