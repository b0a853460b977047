package tmnf.rl.collect;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import tmnf.rl.policy.Decider;
import tmnf.rl.policy.Decision;
import tmnf.rl.policy.Exploration;

/** Drives the same actions in each race, and keeps the frames that it saw. */
final class ScriptedDriver implements Decider {

    final List<byte[]> seen = new ArrayList<>();
    private final int[] actions;
    private int decisions;

    /** These actions, the last one for ever. */
    ScriptedDriver(int... actions) {
        this.actions = actions;
    }

    void again() {
        decisions = 0;
    }

    int action(int decision) {
        return actions[Math.min(decision, actions.length - 1)];
    }

    @Override
    public Decision decide(ByteBuffer frame, float[] numbers, Exploration exploration) {
        byte[] grey = new byte[frame.remaining()];
        frame.get(frame.position(), grey);
        seen.add(grey);
        int action = action(decisions);
        float[] values = new float[12];
        values[action] = 1;
        return new Decision(action, decisions++ % 2 == 0, values, decisions);
    }
}
