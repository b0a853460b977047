package tmnf.pretrain.train;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;

import tmnf.pretrain.data.SampleLabels;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;

/**
 * Labels as the driver counts its actions, and behind them the action one decision before a sample's last
 * frame. What the driver does not have is not known. Thread-safe.
 *
 * @param labels of windows, by any numbers of actions
 * @param before action before a window's last frame, by the driver's numbers; below 0 if not known
 * @param numbers for each number of the labels the driver's, -1 without
 */
record DriverLabels(SampleLabels labels, int[] before, long[] numbers) implements SampleLabels {

    /** For each {@link ActionIndex} the place in a driver's list, -1 without. */
    static long[] numbers(List<Action> actions) {
        long[] numbers = new long[ActionIndex.COUNT];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = actions.indexOf(ActionIndex.action(i));
        }
        return numbers;
    }

    /** The same where nobody knows the action before. */
    DriverLabels withoutBefore() {
        int[] unknown = new int[before.length];
        Arrays.fill(unknown, -1);
        return new DriverLabels(labels, unknown, numbers);
    }

    @Override
    public int actions() {
        return labels.actions() + 1;
    }

    @Override
    public int floats() {
        return labels.floats();
    }

    @Override
    public void copyActions(int window, LongBuffer to) {
        int at = to.position();
        labels.copyActions(window, to);
        for (int i = at; i < to.position(); i++) {
            to.put(i, number(to.get(i)));
        }
        to.put(before[window]);
    }

    private long number(long action) {
        return action < 0 ? action : numbers[(int) action];
    }

    @Override
    public void copyFloats(int window, FloatBuffer to) {
        labels.copyFloats(window, to);
    }
}
