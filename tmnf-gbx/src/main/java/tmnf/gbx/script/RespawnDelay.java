package tmnf.gbx.script;

import java.util.Arrays;
import tmnf.gbx.model.Ghost;

/** Moves a respawn that comes too soon after a checkpoint. */
final class RespawnDelay {

    private final int[] checkpointTimesMs;
    private final int delayMs;

    RespawnDelay(Ghost ghost, ScriptOptions options) {
        this.checkpointTimesMs = Arrays.stream(ghost.checkpointTimesMs()).sorted().toArray();
        this.delayMs = options.respawnAfterCpMs();
    }

    /** How many ms later a respawn at script time {@code at} is to happen. */
    long after(long at) {
        if (delayMs == 0) {
            return 0;
        }
        int found = Arrays.binarySearch(checkpointTimesMs, (int) Math.min(at, Integer.MAX_VALUE));
        int latest = found >= 0 ? found : -found - 2;
        if (latest < 0) {
            return 0;
        }
        long allowed = ((long) checkpointTimesMs[latest] + delayMs) / ScriptTime.TICK_MS * ScriptTime.TICK_MS;
        return Math.max(0, allowed - at);
    }
}
