package tmnf.capture.backfill;

import java.util.List;
import java.util.Optional;

import tmnf.capture.dataset.FrameInputs;
import tmnf.tminterface.observation.Action;

/**
 * The actions of a race, step by step.
 *
 * @param steps what is held at each step from 0 on
 * @param respawns whether the respawn key is down at each step
 * @param stepMs length of a step
 */
record ReplayActions(List<Action> steps, List<Boolean> respawns, int stepMs) {

    ReplayActions {
        steps = List.copyOf(steps);
        respawns = List.copyOf(respawns);
    }

    /** The step nearest to a time, the even one in the middle of two, as Python rounds. */
    int at(double timeMs) {
        return (int) Math.max(0, Math.min(Math.rint(timeMs / stepMs), steps.size() - 1));
    }

    /** The keys; that of the respawn only from its first press on. */
    FrameInputs keys(int step) {
        int first = respawns.indexOf(true);
        return new FrameInputs(steps.get(step),
                first < 0 || step < first ? Optional.empty() : Optional.of(respawns.get(step)));
    }
}
