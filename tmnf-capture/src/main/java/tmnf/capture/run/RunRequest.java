package tmnf.capture.run;

import java.util.Objects;

import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.plan.FrameSettings;
import tmnf.capture.plan.PhaseDeadlines;
import tmnf.capture.plan.ReplayMaterial;
import tmnf.capture.plan.RunSettings;
import tmnf.gbx.model.Ghost;
import tmnf.tminterface.protocol.FrameSize;

/**
 * One race that shall be captured: its files lie in the game's folders already.
 *
 * @param script file name in the scripts folder, without blanks
 * @param scriptLines of that file: long scripts take the game some frames to load
 * @param map argument of the command {@code map}, without quotation marks
 * @param uid of the challenge; empty if it is not known
 * @param ghost what the script shall reproduce: its times, checkpoints and samples
 * @param frames which ticks are captured
 * @param snapshots ticks at which a state is handed to the sink
 * @param size of a frame
 * @param speed of the game between two frames, above 0
 * @param hud whether the game's own display stays in the picture
 * @param camera number of the camera
 * @param deadlines of each phase
 * @param largestDistanceMetres from the ghost at which the run ends at once; infinite for none
 */
public record RunRequest(String script, int scriptLines, String map, String uid, Ghost ghost,
        FrameSchedule frames, FrameSchedule snapshots, FrameSize size, double speed, boolean hud, int camera,
        PhaseDeadlines deadlines, double largestDistanceMetres) {

    /** Checks the ranges, and that the names make one word of a command each. */
    public RunRequest {
        requireWord("script", script);
        requireWord("map", map);
        if (script.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("the name of a script has no blanks: '" + script + "'");
        }
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(ghost, "ghost");
        Objects.requireNonNull(frames, "frames");
        Objects.requireNonNull(snapshots, "snapshots");
        Objects.requireNonNull(deadlines, "deadlines");
        if (!ghost.finished() || ghost.checkpoints().isEmpty()) {
            throw new IllegalArgumentException("the ghost on " + map + " has not finished its race");
        }
        if (!size.isReadable()) {
            throw new IllegalArgumentException("no frame has the size " + size);
        }
        if (!(speed > 0) || Double.isInfinite(speed) || !(largestDistanceMetres > 0) || scriptLines < 0) {
            throw new IllegalArgumentException("speed " + speed + ", largest distance "
                    + largestDistanceMetres + " m, " + scriptLines + " lines: the first two are above 0");
        }
    }

    private static void requireWord(String what, String name) {
        if (name.isBlank() || name.indexOf('"') >= 0 || name.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("the game takes no " + what + " called '" + name + "'");
        }
    }

    /**
     * Of a replay as it was planned.
     *
     * @param script file name in the scripts folder
     * @param map argument of the command {@code map}
     */
    public static RunRequest of(ReplayMaterial material, String script, String map, FrameSettings frames,
            RunSettings settings) {
        int raceTime = material.ghost().raceTimeMs();
        int lines = (int) material.scriptText().lines().count();
        return new RunRequest(script, lines, map, material.task().uid(), material.ghost(),
                frames.schedule(raceTime), frames.metaSchedule(raceTime), frames.size(),
                settings.runningSpeed(), frames.hud(), frames.camera(), settings.deadlines(),
                settings.largestGhostDistanceMetres());
    }

    /** Race time of the ghost, ms. */
    public int raceTimeMs() {
        return ghost.raceTimeMs();
    }
}
