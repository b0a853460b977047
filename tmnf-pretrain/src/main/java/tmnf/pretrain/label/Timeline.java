package tmnf.pretrain.label;

import java.util.List;

import tmnf.tminterface.observation.ActionIndex;

/**
 * The actions of a race at equal distances in time. Immutable.
 *
 * @param stepMs from one to the next, above 0; the first is at race time 0
 * @param actions those that are none are {@link FrameActions#UNKNOWN}; not to be modified
 */
record Timeline(int stepMs, byte[] actions) {

    /**
     * A label says what a script presses at its time. The state at that time was computed with it already,
     * so what acts behind a frame begins with the next tick's.
     */
    private static final int TICK_MS = 10;

    static Timeline of(int stepMs, List<Integer> labels) {
        byte[] actions = new byte[labels.size()];
        for (int i = 0; i < actions.length; i++) {
            actions[i] = ManifestLabels.action(labels.get(i));
        }
        return new Timeline(stepMs, actions);
    }

    /** The action at a moment, at the nearest step, of two as near the even one. */
    int at(long timeMs, Outside outside) {
        double step = Math.rint((double) timeMs / stepMs);
        if (actions.length == 0 || outside == Outside.UNKNOWN && (step < 0 || step >= actions.length)) {
            return FrameActions.UNKNOWN;
        }
        return actions[(int) Math.max(0, Math.min(step, actions.length - 1))];
    }

    /** The action that acts longest from one moment to another, of two as long the earlier one. */
    int held(long fromMs, long untilMs) {
        if (fromMs + TICK_MS < 0) {
            return FrameActions.UNKNOWN;
        }
        int[] ticks = new int[ActionIndex.COUNT];
        int best = FrameActions.UNKNOWN;
        for (int pass = 0; pass < 2; pass++) { // the second finds the first of those that reach the most
            for (long at = fromMs + TICK_MS; at <= untilMs && at / stepMs < actions.length;
                    at += TICK_MS) {
                int action = actions[(int) (at / stepMs)];
                if (action != FrameActions.UNKNOWN && pass == 0) {
                    ticks[action]++;
                } else if (action != FrameActions.UNKNOWN && (best < 0 || ticks[action] > ticks[best])) {
                    best = action;
                }
            }
        }
        return best;
    }

    /** The actions; a copy. */
    int[] numbers() {
        int[] numbers = new int[actions.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = actions[i];
        }
        return numbers;
    }
}
