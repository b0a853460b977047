package tmnf.capture.run;

import java.util.Objects;

/**
 * Where the inputs of a race come from.
 *
 * @param kind of source
 * @param replaySpeed of the game while {@link Kind#VALIDATION} injects, above 0; else unused
 */
public record InputSource(Kind kind, double replaySpeed) {

    /** The script of the request. */
    public static final InputSource SCRIPT = new InputSource(Kind.SCRIPT, 1);
    /** The game drives by itself; no command is sent. */
    public static final InputSource GAME = new InputSource(Kind.GAME, 1);

    /** Kinds of sources. */
    public enum Kind {
        /** The command {@code load} loads the script. */
        SCRIPT,
        /** The command {@code replay} injects what the game drove when it validated a replay. */
        VALIDATION,
        /** Nothing is sent: somebody else has seen to it. */
        GAME
    }

    /** Checks the range. */
    public InputSource {
        Objects.requireNonNull(kind, "kind");
        if (!(replaySpeed > 0) || Double.isInfinite(replaySpeed)) {
            throw new IllegalArgumentException("the replay speed is above 0, not " + replaySpeed);
        }
    }

    /** The inputs of the game's last validation, at a speed of their own. */
    public static InputSource validation(double replaySpeed) {
        return new InputSource(Kind.VALIDATION, replaySpeed);
    }

    /** Speed of a race that would run at the given one without {@code replay_speed}. */
    double speed(double running) {
        return kind == Kind.VALIDATION ? Math.min(replaySpeed, running) : running;
    }
}
