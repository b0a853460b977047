package tmnf.capture.plan;

import java.io.IOException;
import java.util.Objects;

import tmnf.gbx.model.Ghost;

/**
 * The content that a run needs: read when the replay's turn comes, and dropped behind it.
 *
 * @param ghost the best one, with its samples
 * @param scriptText comments and commands, ready for the file
 * @param script its name without worker and ending: 12 hexadecimal digits of the commands
 * @param inputs what the script does, tick by tick
 * @param challenge the file that the race is run on, byte for byte as it was found; do not modify
 */
public record ReplayMaterial(ReplayTask task, Ghost ghost, String scriptText, String script,
        ScriptInputs inputs, ChallengeChoice choice, byte[] challenge) {

    /** Checks that nothing is missing. */
    public ReplayMaterial {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(ghost, "ghost");
        Objects.requireNonNull(scriptText, "scriptText");
        Objects.requireNonNull(script, "script");
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(choice, "choice");
        Objects.requireNonNull(challenge, "challenge");
    }

    /**
     * Reads a planned replay again.
     *
     * @throws PlanException if the replay or its challenge is not what it was when it was planned
     */
    public static ReplayMaterial load(ReplayTask task, CaptureSettings settings) throws IOException {
        throw new UnsupportedOperationException(task + " " + settings);
    }
}
