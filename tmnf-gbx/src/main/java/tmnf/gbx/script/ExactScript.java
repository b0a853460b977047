package tmnf.gbx.script;

import java.util.ArrayList;
import java.util.List;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.InputTape;

/**
 * The script of {@link ScriptStyle#EXACT}: the tape line by line, sorted by time; the countdown's entries at
 * 0.
 */
final class ExactScript {

    private ExactScript() {}

    static List<String> lines(Ghost ghost, ScriptOptions options) {
        InputTape tape = ghost.inputs();
        Control[] controls = Control.of(tape);
        ScriptTime time = new ScriptTime(tape, options);
        boolean inverted = Control.axesInverted(tape);
        List<ScriptLine> lines = new ArrayList<>(tape.size());
        for (int i = 0; i < tape.size(); i++) {
            Control control = controls[tape.nameIndex(i)];
            boolean respawn = control.role() == Control.Role.RESPAWN;
            long at = Math.max(0, time.floored(time.raceTime(tape.timeMs(i)), respawn));
            switch (control.role()) {
                case IGNORED -> { }
                case AXIS -> lines.add(new ScriptLine(
                        at, i, control.word() + " " + Control.scriptAmount(tape.entry(i), inverted)));
                default -> {
                    String key = respawn ? options.respawnAction() : control.word();
                    String verb = control.pressedBy(tape.value(i)) ? "press " : "rel ";
                    lines.add(new ScriptLine(at, i, verb + key));
                }
            }
        }
        return ScriptLine.sortedTexts(lines);
    }
}
