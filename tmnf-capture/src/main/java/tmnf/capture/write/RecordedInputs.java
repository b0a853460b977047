package tmnf.capture.write;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import tmnf.capture.dataset.FrameInputs;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.RaceInputs;
import tmnf.capture.plan.ScriptInputs;

/** The inputs of a race as a dataset has them. Immutable. */
final class RecordedInputs {

    private final ScriptInputs inputs;
    private final int stepMs;
    private final List<Integer> actions;
    private final int firstRespawn;

    RecordedInputs(ScriptInputs inputs, int stepMs) {
        this.inputs = inputs;
        this.stepMs = stepMs;
        List<Integer> steps = new ArrayList<>();
        int ticksAStep = stepMs / FrameSchedule.TICK_MS;
        for (int tick = 0; tick < inputs.ticks(); tick += ticksAStep) {
            steps.add(inputs.actionIndex(tick));
        }
        actions = Collections.unmodifiableList(steps);
        int tick = 0;
        while (tick < inputs.ticks() && !inputs.respawn(tick)) {
            tick++;
        }
        firstRespawn = tick;
    }

    /** Index of the action at each step from 0 on. */
    List<Integer> actions() {
        return actions;
    }

    /**
     * Index of the action at a race time: that of the nearest step, of the even one in the middle of two,
     * as Python rounds.
     */
    int actionIndex(int timeMs) {
        return actions.get(step(timeMs));
    }

    private int step(int timeMs) {
        return (int) Math.max(0, Math.min(Math.rint((double) timeMs / stepMs), actions.size() - 1));
    }

    /** The keys at the same step. */
    FrameInputs keys(int timeMs) {
        int tick = step(timeMs) * (stepMs / FrameSchedule.TICK_MS);
        return new FrameInputs(inputs.action(tick),
                tick < firstRespawn ? Optional.empty() : Optional.of(inputs.respawn(tick)));
    }

    /** All of them. */
    RaceInputs stream() {
        RaceInputs.Builder stream = RaceInputs.startingAt(0);
        for (int tick = 0; tick < inputs.ticks(); tick++) {
            stream.add(inputs.at(tick), inputs.respawn(tick));
        }
        return stream.build();
    }
}
