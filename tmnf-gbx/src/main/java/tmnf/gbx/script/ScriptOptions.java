package tmnf.gbx.script;

import java.util.List;
import java.util.Objects;

/**
 * How a script is made.
 *
 * @param inputTimeOffsetMs added to every time; a multiple of 10, may be negative
 * @param respawnAction the key written for a respawn: TMInterface knows {@link #RESPAWN_KEYS}
 * @param respawnAfterCpMs a respawn sooner than this after a checkpoint is moved to that moment; a multiple
 *     of 10
 */
public record ScriptOptions(
        ScriptStyle style, int inputTimeOffsetMs, String respawnAction, int respawnAfterCpMs) {

    /** What TMInterface presses for a respawn, and for a restart. */
    public static final List<String> RESPAWN_KEYS = List.of("enter", "delete");

    public static final ScriptOptions DEFAULT = new ScriptOptions(ScriptStyle.EVENTS, 0, "enter", 0);

    public ScriptOptions {
        Objects.requireNonNull(style);
        if (inputTimeOffsetMs % ScriptTime.TICK_MS != 0) {
            throw new IllegalArgumentException("time offset is no multiple of 10 ms: " + inputTimeOffsetMs);
        }
        if (respawnAfterCpMs < 0 || respawnAfterCpMs % ScriptTime.TICK_MS != 0) {
            throw new IllegalArgumentException(
                    "delay of respawns is negative or no multiple of 10 ms: " + respawnAfterCpMs);
        }
        if (!respawnAction.matches("[A-Za-z][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("respawn action is no key name: '" + respawnAction + "'");
        }
    }

    public ScriptOptions withStyle(ScriptStyle value) {
        return new ScriptOptions(value, inputTimeOffsetMs, respawnAction, respawnAfterCpMs);
    }
}
