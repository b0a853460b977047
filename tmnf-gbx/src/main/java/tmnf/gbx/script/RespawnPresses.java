package tmnf.gbx.script;

import java.util.ArrayList;
import java.util.List;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.InputTape;

/**
 * The respawns of a tape as presses that the game cannot miss. A respawn is an edge, not a state: every press
 * within the race is kept, lasts at least one tick and is released before the next one. Presses in the
 * countdown and from the finish on do nothing in the race and are left out; presses within one tick are one.
 */
final class RespawnPresses {

    private static final int TICK_MS = ScriptTime.TICK_MS;

    private final Ghost ghost;
    private final ScriptTime time;
    private final RespawnDelay delay;

    private final List<ScriptLine> lines = new ArrayList<>();
    private final String press;
    private final String release;

    private boolean down;
    private long pressedAt;
    private int pressedOrder;
    private long later;
    // Release of the latest press that is over; written once it is known that no press comes before it.
    private boolean releasePending;
    private long releaseAt;

    RespawnPresses(Ghost ghost, ScriptOptions options) {
        this.ghost = ghost;
        this.time = new ScriptTime(ghost.inputs(), options);
        this.delay = new RespawnDelay(ghost, options);
        this.press = "press " + options.respawnAction();
        this.release = "rel " + options.respawnAction();
    }

    /**
     * The lines for these entries of the tape, all of them respawns and sorted by time. To be called once.
     */
    List<ScriptLine> lines(List<Integer> entries) {
        InputTape tape = ghost.inputs();
        for (int i : entries) {
            long raceTime = time.raceTime(tape.timeMs(i));
            long at = time.floored(raceTime, true);
            if (tape.value(i) == 0) {
                up(at);
            } else if (ghost.inRace(raceTime)) {
                down(Math.max(0, at), i);
            }
        }
        up(Long.MIN_VALUE / 2);
        flushRelease(Long.MAX_VALUE);
        return lines;
    }

    private void down(long at, int order) {
        long moved = delay.after(at);
        if ((down || releasePending) && at + moved <= pressedAt) {
            down = true;
            releasePending = false;
            return;
        }
        if (down) {
            up(at + moved);
        }
        flushRelease(at + moved);
        later = moved;
        pressedAt = at + moved;
        pressedOrder = order;
        down = true;
        lines.add(new ScriptLine(pressedAt, order, press));
    }

    private void up(long at) {
        if (down) {
            releaseAt = Math.max(at + later, pressedAt + TICK_MS);
            releasePending = true;
            down = false;
        }
    }

    private void flushRelease(long nextPressAt) {
        if (releasePending) {
            lines.add(new ScriptLine(Math.min(releaseAt, nextPressAt), pressedOrder, release));
            releasePending = false;
        }
    }
}
