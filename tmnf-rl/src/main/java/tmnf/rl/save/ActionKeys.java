package tmnf.rl.save;

/**
 * The keys of an action.
 *
 * @param accelerate up
 * @param brake down
 * @param left steer left
 * @param right steer right
 */
public record ActionKeys(boolean accelerate, boolean brake, boolean left, boolean right) {
}
