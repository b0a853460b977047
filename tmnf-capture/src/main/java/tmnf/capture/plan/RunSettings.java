package tmnf.capture.plan;

import java.util.Objects;

/**
 * How races are run.
 *
 * @param runningSpeed of the game between two frames, above 0 and at most 1,000
 * @param deadlines of each phase
 * @param largestGhostDistanceMetres from the ghost at which a run has failed; above 0
 * @param attempts at each replay before it is quarantined, at least 1
 * @param stripIntro whether the staged copy of a challenge goes without its intro
 * @param workers games that are used at the same time, 1 to 100
 * @param autologin profile that a game logs in with; empty: it is not told
 */
public record RunSettings(double runningSpeed, PhaseDeadlines deadlines, double largestGhostDistanceMetres,
        int attempts, boolean stripIntro, int workers, String autologin) {

    /** Above this the real game may skip inputs. */
    public static final double HIGHEST_SAFE_SPEED = 6;

    /** Speed 4, 2 m, a second attempt, one worker. */
    public static final RunSettings DEFAULT =
            new RunSettings(4, PhaseDeadlines.DEFAULT, 2, 2, false, 1);

    private static final double HIGHEST_SPEED = 1000;
    private static final int MOST_ATTEMPTS = 100;
    private static final int MOST_WORKERS = 100;

    /** Checks the ranges. */
    public RunSettings {
        if (!(runningSpeed > 0 && runningSpeed <= HIGHEST_SPEED)) {
            throw new IllegalArgumentException(
                    "the running speed is above 0 and at most 1000, not " + runningSpeed);
        }
        Objects.requireNonNull(deadlines, "deadlines");
        if (!(largestGhostDistanceMetres > 0) || Double.isInfinite(largestGhostDistanceMetres)) {
            throw new IllegalArgumentException("the largest distance to the ghost is above 0 m, not "
                    + largestGhostDistanceMetres);
        }
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("attempts at a replay are 1 to 100, not " + attempts);
        }
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("workers are 1 to 100, not " + workers);
        }
        // It becomes one word of a command.
        if (autologin.chars().anyMatch(c -> c <= ' ' || c == ';' || c == '"' || c == '#')) {
            throw new IllegalArgumentException("no account of the game is called '" + autologin + "'");
        }
    }

    /** Without a profile. */
    public RunSettings(double runningSpeed, PhaseDeadlines deadlines, double largestGhostDistanceMetres,
            int attempts, boolean stripIntro, int workers) {
        this(runningSpeed, deadlines, largestGhostDistanceMetres, attempts, stripIntro, workers, "");
    }

    /** The same at another speed. */
    public RunSettings withRunningSpeed(double value) {
        return new RunSettings(value, deadlines, largestGhostDistanceMetres, attempts, stripIntro, workers,
                autologin);
    }

    /** The same with another number of games. */
    public RunSettings withWorkers(int value) {
        return new RunSettings(
                runningSpeed, deadlines, largestGhostDistanceMetres, attempts, stripIntro, value, autologin);
    }

    /** The same, with or without intros. */
    public RunSettings withStripIntro(boolean value) {
        return new RunSettings(runningSpeed, deadlines, largestGhostDistanceMetres, attempts, value, workers,
                autologin);
    }

    /** The same with games that log in with a profile. */
    public RunSettings withAutologin(String value) {
        return new RunSettings(runningSpeed, deadlines, largestGhostDistanceMetres, attempts, stripIntro,
                workers, value);
    }
}
