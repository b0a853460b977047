package tmnf.tminterface.observation;

import java.util.List;
import java.util.OptionalInt;

/**
 * The twelve discrete actions by number, as networks and files have them.
 *
 * <pre>
 *                      straight  left  right
 * accelerate                  0     1      2
 * nothing                     3     4      5
 * brake                       6     7      8
 * accelerate and brake        9    10     11
 * </pre>
 */
public final class ActionIndex {

    public static final int COUNT = 12;

    /** Accelerate straight ahead: also what stands for an action that is not known. */
    public static final int FORWARD = 0;

    /** Brake straight ahead. */
    public static final int BACKWARD = 6;

    private static final List<Action> ACTIONS = List.of(
            new Action(true, false, false, false),
            new Action(true, false, true, false),
            new Action(true, false, false, true),
            new Action(false, false, false, false),
            new Action(false, false, true, false),
            new Action(false, false, false, true),
            new Action(false, true, false, false),
            new Action(false, true, true, false),
            new Action(false, true, false, true),
            new Action(true, true, false, false),
            new Action(true, true, true, false),
            new Action(true, true, false, true));

    private ActionIndex() {}

    /** All actions in the order of their numbers. */
    public static List<Action> all() {
        return ACTIONS;
    }

    /** The keys of action {@code index}, 0 to 11. */
    public static Action action(int index) {
        if (!isValid(index)) {
            throw new IllegalArgumentException("no action " + index + ", they are 0 to " + (COUNT - 1));
        }
        return ACTIONS.get(index);
    }

    public static boolean isValid(int index) {
        return index >= 0 && index < COUNT;
    }

    /** The number of exactly these keys; empty when left and right are both pressed. */
    public static OptionalInt find(Action keys) {
        int index = ACTIONS.indexOf(keys);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /**
     * The number of these keys, left and right cancelled when both are pressed; every combination has one.
     */
    public static int of(Action keys) {
        return ACTIONS.indexOf(keys.withoutOpposites());
    }

    /** The number of a combination of keys, like {@link #of(Action)}. */
    public static int of(boolean accelerate, boolean brake, boolean left, boolean right) {
        return of(new Action(accelerate, brake, left, right));
    }
}
