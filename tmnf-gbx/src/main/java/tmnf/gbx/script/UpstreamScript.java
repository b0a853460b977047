package tmnf.gbx.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.InputTape;

/**
 * The Python converter's output. A press lasts until the next entry of the same name, be it another press;
 * without one it stays open. Lines come in the order of the tape, everything before the start at 0.
 */
final class UpstreamScript {

    private static final int NONE = -1;

    private final InputTape tape;
    private final Control[] controls;
    private final ScriptTime time;
    private final RespawnDelay delay;
    private final ScriptOptions options;

    UpstreamScript(Ghost ghost, ScriptOptions options) {
        this.tape = ghost.inputs();
        this.controls = Control.of(tape);
        this.time = new ScriptTime(tape, options);
        this.delay = new RespawnDelay(ghost, options);
        this.options = options;
    }

    List<String> lines() {
        boolean inverted = Control.axesInverted(tape);
        int[] next = nextOfSameName();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < tape.size(); i++) {
            Control control = controls[tape.nameIndex(i)];
            switch (control.role()) {
                case AXIS -> lines.add(Math.max(0, at(i)) + " " + control.word() + " "
                        + Control.scriptAmount(tape.entry(i), inverted));
                case KEY, RESPAWN -> {
                    // The converter looks at the low 16 bits only.
                    if ((tape.value(i) & 0xFFFF) != 0) {
                        addPress(lines, i, next[i]);
                    }
                }
                case REAL_KEY -> {
                    if (control.pressedBy(tape.value(i))) {
                        addPress(lines, i, next[i]);
                    }
                }
                default -> { }
            }
        }
        return lines;
    }

    private void addPress(List<String> lines, int i, int next) {
        Control control = controls[tape.nameIndex(i)];
        boolean respawn = control.role() == Control.Role.RESPAWN;
        long from = at(i);
        boolean open = next == NONE;
        long to = open ? 0 : at(next);
        if (from < 0) {
            if (!open && to < 0) {
                return;
            }
            from = 0;
        }
        if (respawn) {
            long later = delay.after(from);
            from += later;
            to += later;
        }
        String range = !open && to > from ? from + "-" + to : Long.toString(from);
        lines.add(range + " press " + (respawn ? options.respawnAction() : control.word()));
    }

    private long at(int i) {
        boolean respawn = controls[tape.nameIndex(i)].role() == Control.Role.RESPAWN;
        return time.truncated(time.raceTime(tape.timeMs(i)), respawn);
    }

    /** For each entry the index of the next one of its name, or {@link #NONE}. */
    private int[] nextOfSameName() {
        int[] next = new int[tape.size()];
        Arrays.fill(next, NONE);
        Map<String, Integer> upcoming = new HashMap<>();
        for (int i = tape.size() - 1; i >= 0; i--) {
            Integer later = upcoming.put(controls[tape.nameIndex(i)].name(), i);
            if (later != null) {
                next[i] = later;
            }
        }
        return next;
    }
}
