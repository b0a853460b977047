package tmnf.gbx.script;

import tmnf.gbx.model.InputTape;

/**
 * From times on a tape to times in a script. The game applies an input in the tick before the one it is
 * logged at, so an input logged at 10 ms belongs at script time 0. Respawns carry milliseconds: one logged
 * within a tick belongs to that tick.
 */
final class ScriptTime {

    static final int TICK_MS = 10;

    private final int shiftMs;
    private final int offsetMs;

    ScriptTime(InputTape tape, ScriptOptions options) {
        this.shiftMs = tape.shiftMs();
        this.offsetMs = options.inputTimeOffsetMs();
    }

    /** Time of an entry with TMInterface's shift undone. */
    long raceTime(int entryTimeMs) {
        return (long) entryTimeMs - shiftMs;
    }

    /** Script time by rounding down, negative before the start. */
    long floored(long raceTimeMs, boolean respawn) {
        long tick = Math.floorDiv(raceTimeMs, TICK_MS) * TICK_MS;
        return shifted(raceTimeMs, tick, respawn);
    }

    /** Script time by cutting towards zero, as Python's {@code int} does. */
    long truncated(long raceTimeMs, boolean respawn) {
        long tick = raceTimeMs / TICK_MS * TICK_MS;
        return shifted(raceTimeMs, tick, respawn);
    }

    private long shifted(long raceTimeMs, long tick, boolean respawn) {
        boolean within = respawn && Math.floorMod(raceTimeMs, TICK_MS) != 0;
        return (within ? tick : tick - TICK_MS) + offsetMs;
    }
}
