package tmnf.tminterface.sharedmemory;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which inputs change at the next tick, and to what. Keys and analog values that were not given stay as they
 * are. Immutable.
 */
public final class InputState {

    /** Largest amount of steering and gas; a device reaches a hundredth of it. */
    public static final int MAX_EXTENDED = 6_553_600;
    /** Changes nothing. */
    public static final InputState UNCHANGED =
            new InputState(-1, -1, -1, -1, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final int KEEP_KEY = -1;
    private static final int KEEP_VALUE = Integer.MAX_VALUE;

    private final int left;
    private final int right;
    private final int accelerate;
    private final int brake;
    private final int steer;
    private final int gas;

    private InputState(int left, int right, int accelerate, int brake, int steer, int gas) {
        this.left = left;
        this.right = right;
        this.accelerate = accelerate;
        this.brake = brake;
        this.steer = steer;
        this.gas = gas;
    }

    public InputState withLeft(boolean pressed) {
        return new InputState(key(pressed), right, accelerate, brake, steer, gas);
    }

    public InputState withRight(boolean pressed) {
        return new InputState(left, key(pressed), accelerate, brake, steer, gas);
    }

    public InputState withAccelerate(boolean pressed) {
        return new InputState(left, right, key(pressed), brake, steer, gas);
    }

    public InputState withBrake(boolean pressed) {
        return new InputState(left, right, accelerate, key(pressed), steer, gas);
    }

    /** Steering, -65536 is fully left; up to {@link #MAX_EXTENDED} either way. */
    public InputState withSteer(int amount) {
        return new InputState(left, right, accelerate, brake, checked(amount), gas);
    }

    /** Analog gas, -65536 is full; up to {@link #MAX_EXTENDED} either way. */
    public InputState withGas(int amount) {
        return new InputState(left, right, accelerate, brake, steer, checked(amount));
    }

    public Optional<Boolean> left() {
        return pressed(left);
    }

    public Optional<Boolean> right() {
        return pressed(right);
    }

    public Optional<Boolean> accelerate() {
        return pressed(accelerate);
    }

    public Optional<Boolean> brake() {
        return pressed(brake);
    }

    public OptionalInt steer() {
        return amount(steer);
    }

    public OptionalInt gas() {
        return amount(gas);
    }

    static InputState read(Slot slot) throws MessageFormatException {
        return new InputState(slot.int32(0), slot.int32(4), slot.int32(8), slot.int32(12), slot.int32(16),
                slot.int32(20));
    }

    void write(Message message) {
        message.writeInt32(left).writeInt32(right).writeInt32(accelerate).writeInt32(brake)
                .writeInt32(steer).writeInt32(gas);
    }

    private static int key(boolean pressed) {
        return pressed ? 1 : 0;
    }

    private static Optional<Boolean> pressed(int key) {
        return key == KEEP_KEY ? Optional.empty() : Optional.of(key != 0);
    }

    private static OptionalInt amount(int value) {
        return value == KEEP_VALUE ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static int checked(int amount) {
        if (Math.abs((long) amount) > MAX_EXTENDED) {
            throw new IllegalArgumentException(
                    "an input outside " + -MAX_EXTENDED + " to " + MAX_EXTENDED + ": " + amount);
        }
        return amount;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InputState that && left == that.left && right == that.right
                && accelerate == that.accelerate && brake == that.brake && steer == that.steer
                && gas == that.gas;
    }

    @Override
    public int hashCode() {
        int keys = left + 3 * (right + 3 * (accelerate + 3 * brake));
        return keys + 31 * (steer + 31 * gas);
    }

    @Override
    public String toString() {
        return "InputState[left=" + left + ", right=" + right + ", accelerate=" + accelerate + ", brake="
                + brake + ", steer=" + steer + ", gas=" + gas + "]";
    }
}
