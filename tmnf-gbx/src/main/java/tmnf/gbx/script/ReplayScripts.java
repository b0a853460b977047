package tmnf.gbx.script;

import java.util.List;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;
import tmnf.gbx.script.ScriptException.Reason;

/**
 * Turns the inputs of a replay into a TMInterface script. The result can be given to {@code load} in the
 * game; comment lines begin with {@code #}. Stateless, safe for use from several threads.
 */
public final class ReplayScripts {

    private ReplayScripts() {}

    /**
     * The script of the replay's best ghost: the finished one with the shortest race time, or in the style of
     * the Python converter the one with the smallest last checkpoint time.
     */
    public static InputScript of(Replay replay, ScriptOptions options) throws ScriptException {
        boolean upstream = options.style() == ScriptStyle.UPSTREAM;
        Ghost ghost = (upstream ? replay.bestGhostUpstream() : replay.bestGhost())
                .orElseThrow(() -> new ScriptException(Reason.NO_GHOST, "the replay holds no ghost"));
        return of(ghost, options);
    }

    /** The script of one ghost. */
    public static InputScript of(Ghost ghost, ScriptOptions options) throws ScriptException {
        if (ghost.raceTimeMs() <= 0) {
            throw new ScriptException(Reason.NOT_FINISHED, "the ghost has no race time: it did not finish");
        }
        if (ghost.inputs().isEmpty()) {
            throw new ScriptException(Reason.NO_INPUTS, "the ghost has no recorded inputs");
        }
        List<String> lines = switch (options.style()) {
            case EVENTS -> new EventScript(ghost, options).lines();
            case EXACT -> ExactScript.lines(ghost, options);
            case UPSTREAM -> new UpstreamScript(ghost, options).lines();
        };
        return new InputScript(
                options.style(),
                lines,
                ghost.raceTimeMs(),
                ghost.finished(),
                ghost.checkpoints().size(),
                ghost.uid(),
                ghost.program().exeVersion());
    }
}
