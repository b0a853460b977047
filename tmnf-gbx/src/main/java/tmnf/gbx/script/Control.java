package tmnf.gbx.script;

import java.util.Locale;
import tmnf.gbx.model.ControlEntry;
import tmnf.gbx.model.InputTape;

/**
 * What a control name stands for in a script. Names are compared without regard to case and surrounding
 * blanks.
 *
 * @param name the normalised name
 * @param word the script's word for it; empty for respawns (an option) and for what is ignored
 */
record Control(String name, Role role, String word) {

    /** What kind of thing a control is. */
    enum Role {
        KEY,
        /** A key that the game records with an amount; down when the amount is full. */
        REAL_KEY,
        AXIS,
        RESPAWN,
        HORN,
        IGNORED
    }

    private static final String DONT_INVERSE_AXIS = "_FakeDontInverseAxis";

    static Control of(String rawName) {
        String name = rawName.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "accelerate", "up" -> new Control(name, Role.KEY, "up");
            case "brake", "down" -> new Control(name, Role.KEY, "down");
            case "acceleratereal" -> new Control(name, Role.REAL_KEY, "up");
            case "brakereal" -> new Control(name, Role.REAL_KEY, "down");
            case "steerleft", "steer_left", "steer left", "left" -> new Control(name, Role.KEY, "left");
            case "steerright", "steer_right", "steer right", "right" -> new Control(name, Role.KEY, "right");
            case "steer", "_fakepad_steer", "fakepad_steer" -> new Control(name, Role.AXIS, "steer");
            case "gas" -> new Control(name, Role.AXIS, "gas");
            case "respawn", "enter" -> new Control(name, Role.RESPAWN, "");
            case "horn" -> new Control(name, Role.HORN, "horn");
            default -> new Control(name, Role.IGNORED, "");
        };
    }

    /** One control for each name of the tape, in the order of its name indices. */
    static Control[] of(InputTape tape) {
        return tape.controlNames().stream().map(Control::of).toArray(Control[]::new);
    }

    /** Whether the entry presses this key (or keeps it pressed) rather than releasing it. */
    boolean pressedBy(int value) {
        return role == Role.REAL_KEY ? value >>> 16 == 1 : value != 0;
    }

    /** The amount as scripts have it: right is positive, full throttle is -65536. */
    static int scriptAmount(ControlEntry entry, boolean inverted) {
        return inverted ? entry.analog() : -entry.analog();
    }

    /** Whether a mark on the tape says that its axes run the other way round. */
    static boolean axesInverted(InputTape tape) {
        for (int i = 0; i < tape.size(); i++) {
            if (tape.name(i).equals(DONT_INVERSE_AXIS)) {
                return true;
            }
        }
        return false;
    }
}
