package tmnf.gbx.script;

import java.util.List;

/**
 * A TMInterface script and what is known of its ghost.
 *
 * @param lines the commands, one each, without line ends
 * @param finished whether the ghost reached the finish
 * @param checkpoints number of checkpoint times, the finish included
 * @param gameVersion program that recorded the ghost
 */
public record InputScript(
        ScriptStyle style,
        List<String> lines,
        int raceTimeMs,
        boolean finished,
        int checkpoints,
        String ghostUid,
        String gameVersion) {

    public InputScript {
        lines = List.copyOf(lines);
    }

    /** The commands alone: UTF-8 when written to a file, every line ended by a line feed. */
    public String text() {
        return text(List.of());
    }

    /** The commands below comment lines. A comment keeps to one line whatever it contains. */
    public String text(List<String> comments) {
        StringBuilder text = new StringBuilder(lines.size() * 16);
        for (String comment : comments) {
            text.append("# ").append(comment.replaceAll("\\p{Cntrl}", " ")).append('\n');
        }
        for (String line : lines) {
            text.append(line).append('\n');
        }
        return text.toString();
    }
}
