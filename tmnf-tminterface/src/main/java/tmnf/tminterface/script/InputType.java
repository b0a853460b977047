package tmnf.tminterface.script;

import java.util.Locale;
import java.util.Map;

/** An input of a script: a key, which is pressed and released, or an axis, which takes an amount. */
public enum InputType {
    UP("up"),
    DOWN("down"),
    LEFT("left"),
    RIGHT("right"),
    /** Back to the last checkpoint. */
    RESPAWN("enter"),
    /** Restarts the race. */
    RESET("delete"),
    HORN("horn"),
    /** Analog steering, right is positive. */
    STEER("steer"),
    /** Analog throttle: below -19661 accelerates, above 19661 brakes. */
    GAS("gas"),
    /** A word that names no input. */
    UNKNOWN("unknown");

    private static final Map<String, InputType> BY_WORD = Map.of(
            "up", UP, "down", DOWN, "left", LEFT, "right", RIGHT, "enter", RESPAWN, "delete", RESET,
            "horn", HORN, "steer", STEER, "gas", GAS);

    private final String word;

    InputType(String word) {
        this.word = word;
    }

    /** The input that a script's word names, whatever its case; {@link #UNKNOWN} when it names none. */
    public static InputType fromStr(String word) {
        return BY_WORD.getOrDefault(word.toLowerCase(Locale.ROOT), UNKNOWN);
    }

    /** The word in a script; {@code unknown}, which cannot be read back, for {@link #UNKNOWN}. */
    public String toStr() {
        return word;
    }

    /** The number that the Python client gives it. */
    public int id() {
        return ordinal();
    }

    /** Whether it takes an amount instead of being pressed and released. */
    public boolean isAnalog() {
        return this == STEER || this == GAS;
    }
}
