package tmnf.tminterface.script;

import java.util.List;

/** What the game calls the inputs in an event buffer. Files of replays have further names. */
public final class EventNames {

    /** Marks the start; without it a race does not begin. */
    public static final String RACE_RUNNING = "_FakeIsRaceRunning";
    /** Marks the finish. */
    public static final String FINISH_LINE = "_FakeFinishLine";
    public static final String ACCELERATE = "Accelerate";
    public static final String BRAKE = "Brake";
    public static final String STEER_LEFT = "Steer left";
    public static final String STEER_RIGHT = "Steer right";
    public static final String ANALOG_STEER = "Steer (analog)";
    public static final String ANALOG_ACCELERATE = "Accelerate (analog)";
    public static final String RESPAWN = "Respawn";
    public static final String HORN = "Horn";

    /** All of them, in the order in which shared memory lists their indices. */
    public static final List<String> ALL = List.of(
            RACE_RUNNING, FINISH_LINE, ACCELERATE, BRAKE, STEER_LEFT, STEER_RIGHT, ANALOG_STEER,
            ANALOG_ACCELERATE, RESPAWN, HORN);

    private EventNames() {}

    /** Whether events of this name carry an amount instead of pressed and released. */
    public static boolean isAnalog(String name) {
        return name.equals(ANALOG_STEER) || name.equals(ANALOG_ACCELERATE);
    }

    /** The input of scripts; {@link InputType#UNKNOWN} for names that scripts have no word for. */
    static InputType inputType(String name) {
        return switch (name) {
            case ACCELERATE -> InputType.UP;
            case BRAKE -> InputType.DOWN;
            case STEER_LEFT -> InputType.LEFT;
            case STEER_RIGHT -> InputType.RIGHT;
            case ANALOG_STEER -> InputType.STEER;
            case ANALOG_ACCELERATE -> InputType.GAS;
            case RESPAWN -> InputType.RESPAWN;
            case HORN -> InputType.HORN;
            default -> InputType.UNKNOWN;
        };
    }
}
