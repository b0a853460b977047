package tmnf.capture.validate;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

import tmnf.capture.run.RunOutcome;

/**
 * What both drives of a replay tell.
 *
 * @param verdict in a word
 * @param validated the drive with the game's inputs
 * @param script the drive with the script of a capture; empty if there was no use in it
 * @param difference the first one between the two; empty if there is none
 * @param largestApartMetres between the two cars in one tick
 * @param largestApartAtMs race time of it
 * @param ticksCompared number of ticks that both drives have
 * @param inputsDifferAtMs first tick in which the inputs that the game tells are others than the script's;
 *     empty if there is none, or the game did not tell
 * @param published whether the first drive is in the dataset now
 * @param frames of the first drive
 */
public record OracleReport(Verdict verdict, DriveReport validated, Optional<DriveReport> script,
        Optional<DriveDifference> difference, double largestApartMetres, int largestApartAtMs,
        int ticksCompared, OptionalInt inputsDifferAtMs, boolean published, int frames) {

    /** Checks that nothing is missing. */
    public OracleReport {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(validated, "validated");
        Objects.requireNonNull(script, "script");
        Objects.requireNonNull(difference, "difference");
        Objects.requireNonNull(inputsDifferAtMs, "inputsDifferAtMs");
    }

    /** What came of it. */
    public enum Verdict {
        /** The script does what the game does, and both do what the ghost did. */
        AGREE,
        /** The script does what the game does, which is not what the ghost did. */
        AGREE_WITHOUT_GHOST,
        /** The script does something else than the game. */
        DIFFER,
        /** The game has validated no replay. */
        NO_INPUTS,
        /** A drive could not be made: the game, the track, or a file was in the way. */
        INCONCLUSIVE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** What was in the way of a drive; empty unless the verdict is {@link Verdict#INCONCLUSIVE}. */
    public Optional<RunOutcome.Stop> obstacle() {
        return verdict != Verdict.INCONCLUSIVE ? Optional.empty()
                : script.flatMap(DriveReport::stop).or(validated::stop);
    }
}
