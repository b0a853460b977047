package tmnf.tminterface.sim.race;

import java.util.Arrays;
import tmnf.tminterface.sim.physics.CarInputs;
import tmnf.tminterface.state.AnalogValue;

/**
 * The controls as they are: the last event of each, and what the car is told because of them. Left wins over
 * right. Of keys and axis the one that changed later decides. The gas axis has three states: there is no
 * partial throttle. Source: section 7 of the physics note.
 */
final class Controls {

    /** A script's amount of gas that is full gas or full brake: 0.3 of 65536, rounded up. */
    private static final int GAS_THRESHOLD = 19_661;
    private static final double FULL = AnalogValue.FULL;

    /** Stored time of the last event of each control; 0: there was none. */
    private final int[] times = new int[Control.COUNT];
    /** Its data. */
    private final int[] data = new int[Control.COUNT];
    private boolean analogSteer;
    private boolean analogGas;
    private CarInputs inputs = CarInputs.NONE;

    Controls() {
        clear();
    }

    void clear() {
        Arrays.fill(times, 0);
        Arrays.setAll(data, index -> index << 24);
        analogSteer = false;
        analogGas = false;
        inputs = CarInputs.NONE;
    }

    /** An event takes effect. One that leaves a key as it is does not take over from the axis. */
    void act(int storedMs, int eventData) {
        int index = eventData >> 24;
        Control control = Control.at(index);
        if (control == null || !control.isAnalog() && data[index] == eventData) {
            return;
        }
        times[index] = storedMs;
        data[index] = eventData;
        switch (control) {
            case STEER -> analogSteer = true;
            case LEFT, RIGHT -> analogSteer = false;
            case GAS -> analogGas = true;
            case ACCELERATE, BRAKE -> analogGas = false;
            default -> {
                return;
            }
        }
        resolve();
    }

    int time(Control control) {
        return times[control.ordinal()];
    }

    int data(Control control) {
        return data[control.ordinal()];
    }

    boolean isDown(Control control) {
        return (data(control) & AnalogValue.DATA_MASK) != 0;
    }

    int amount(Control control) {
        return AnalogValue.dataToValue(data(control));
    }

    boolean analogSteer() {
        return analogSteer;
    }

    boolean analogGas() {
        return analogGas;
    }

    void restore(Control control, int storedMs, int eventData) {
        times[control.ordinal()] = storedMs;
        data[control.ordinal()] = control.ordinal() << 24 | eventData & AnalogValue.DATA_MASK;
    }

    /** After all were restored; the flags decide only where the times of keys and axis do not. */
    void restored(boolean steerFlag, boolean gasFlag) {
        analogSteer = later(Control.STEER, Control.LEFT, Control.RIGHT, steerFlag);
        analogGas = later(Control.GAS, Control.ACCELERATE, Control.BRAKE, gasFlag);
        resolve();
    }

    private boolean later(Control axis, Control key, Control otherKey, boolean flag) {
        int keys = Math.max(time(key), time(otherKey));
        return time(axis) == keys ? flag : time(axis) > keys;
    }

    /** What the car is told now. */
    CarInputs inputs() {
        return inputs;
    }

    private void resolve() {
        int gas = amount(Control.GAS);
        boolean accelerate = analogGas ? gas <= -GAS_THRESHOLD : isDown(Control.ACCELERATE);
        boolean brake = analogGas ? gas >= GAS_THRESHOLD : isDown(Control.BRAKE);
        double keys = isDown(Control.LEFT) ? -1 : isDown(Control.RIGHT) ? 1 : 0;
        double steer = analogSteer ? amount(Control.STEER) / FULL : keys;
        inputs = new CarInputs(accelerate, brake, steer);
    }
}
