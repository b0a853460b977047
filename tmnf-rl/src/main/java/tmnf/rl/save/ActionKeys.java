package tmnf.rl.save;

import java.util.List;

import tmnf.rl.config.InputSettings;

/**
 * The keys of an action.
 *
 * @param accelerate up
 * @param brake down
 * @param left steer left
 * @param right steer right
 */
public record ActionKeys(boolean accelerate, boolean brake, boolean left, boolean right) {

    /** Those of all actions, in the order of the network's outputs. */
    public static List<ActionKeys> of(InputSettings inputs) {
        return inputs.actions().stream().map(action -> new ActionKeys(action.accelerate(), action.brake(),
                action.left(), action.right())).toList();
    }
}
