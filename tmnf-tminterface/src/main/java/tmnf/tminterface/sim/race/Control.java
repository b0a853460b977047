package tmnf.tminterface.sim.race;

import java.util.Arrays;
import tmnf.tminterface.script.EventNames;
import tmnf.tminterface.script.InputType;

/** What the events of a race control, in the order of {@link EventNames#ALL}: the index in their data. */
enum Control {
    RACE_RUNNING(null, false),
    FINISH_LINE(null, false),
    ACCELERATE(InputType.UP, false, "Accelerate", "AccelerateReal"),
    BRAKE(InputType.DOWN, false, "Brake", "BrakeReal"),
    LEFT(InputType.LEFT, false, "SteerLeft"),
    RIGHT(InputType.RIGHT, false, "SteerRight"),
    STEER(InputType.STEER, true, "Steer"),
    GAS(InputType.GAS, true, "Gas"),
    RESPAWN(InputType.RESPAWN, false, "Respawn"),
    HORN(InputType.HORN, false, "Horn");

    static final int COUNT = values().length;
    private static final Control[] ALL = values();
    private static final Control[] BY_INPUT = byInput();

    // Null for the marks of start and finish.
    private final InputType input;
    private final boolean analog;
    private final String[] tapeNames;

    Control(InputType input, boolean analog, String... tapeNames) {
        this.input = input;
        this.analog = analog;
        this.tapeNames = tapeNames;
    }

    private static Control[] byInput() {
        Control[] controls = new Control[InputType.values().length];
        for (Control control : ALL) {
            if (control.input != null) {
                controls[control.input.ordinal()] = control;
            }
        }
        return controls;
    }

    /** The control of an input of scripts; null for those that are no events. */
    static Control of(InputType input) {
        return BY_INPUT[input.ordinal()];
    }

    /** The control at an index; null where none is. */
    static Control at(int index) {
        return index >= 0 && index < COUNT ? ALL[index] : null;
    }

    /** The control that a tape of a replay calls so; null for names that do nothing to the car. */
    static Control ofTape(String name) {
        return Arrays.stream(ALL)
                .filter(control -> Arrays.asList(control.tapeNames).contains(name))
                .findFirst()
                .orElse(null);
    }

    boolean isAnalog() {
        return analog;
    }

    /** Whether a press does something at once, so that even with its release in one tick it is felt. */
    boolean isEdge() {
        return this == RESPAWN || this == HORN;
    }
}
