package tmnf.rl.config;

import java.util.HashSet;
import java.util.List;

import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;

/**
 * Section {@code inputs}: what the driver can do. Source: training note, section 2.5.
 *
 * @param actions keys held, in the order of the network's outputs
 * @param actionForwardIdx the action that only accelerates; not used
 * @param actionBackwardIdx the action that only brakes; not used
 */
public record InputSettings(List<Action> actions, int actionForwardIdx, int actionBackwardIdx) {

    /** What an action is before its keys are read. */
    static final Action NO_KEY = new Action(false, false, false, false);

    /** Upstream's twelve. */
    public static final InputSettings DEFAULT = new InputSettings(List.of(
            new Action(true, false, false, false), new Action(true, false, true, false),
            new Action(true, false, false, true), NO_KEY, new Action(false, false, true, false),
            new Action(false, false, false, true), new Action(false, true, false, false),
            new Action(false, true, true, false), new Action(false, true, false, true),
            new Action(true, true, false, false), new Action(true, true, true, false),
            new Action(true, true, false, true)), 0, 6);

    private static final int MOST = 16;

    /** Checks that there are actions, none twice. */
    public InputSettings {
        actions = List.copyOf(actions);
        Checks.require(actions.size() >= 2 && actions.size() <= MOST, "actions", actions.size() + " entries",
                "2 to " + MOST + " entries");
        Checks.require(new HashSet<>(actions).size() == actions.size(), "actions", "one twice",
                "different from each other");
        Checks.require(actions.stream().allMatch(keys -> ActionIndex.find(keys).isPresent()), "actions",
                "left and right in one", "at most one of left and right in each");
    }
}
