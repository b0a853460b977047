package tmnf.capture.plan;

import java.util.Objects;

import tmnf.gbx.model.Ghost;

/**
 * The content that a run needs: {@link ReplayMaterials} reads it when the replay's turn comes, and it is
 * dropped behind it.
 *
 * @param ghost the best one, with its samples
 * @param scriptText comments and commands, ready for the file
 * @param script its name without worker and ending: 12 hexadecimal digits of the text
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

    /** SHA-1 of the challenge's bytes, 40 hexadecimal digits. */
    public String challengeSha1() {
        return Sha.hex(challenge);
    }
}
