package tmnf.gbx.script;

import tmnf.gbx.model.Ghost;

/** Moves a respawn that comes too soon after a checkpoint. */
final class RespawnDelay {

    private final int[] checkpointTimesMs;
    private final int delayMs;

    RespawnDelay(Ghost ghost, ScriptOptions options) {
        this.checkpointTimesMs = ghost.checkpointTimesMs();
        this.delayMs = options.respawnAfterCpMs();
    }

    /** How many ms later a respawn at script time {@code at} is to happen. */
    long after(long at) {
        if (delayMs == 0) {
            return 0;
        }
        long latest = Long.MIN_VALUE;
        for (int time : checkpointTimesMs) {
            if (time <= at && time > latest) {
                latest = time;
            }
        }
        if (latest == Long.MIN_VALUE) {
            return 0;
        }
        long allowed = (latest + delayMs) / ScriptTime.TICK_MS * ScriptTime.TICK_MS;
        return Math.max(0, allowed - at);
    }
}
