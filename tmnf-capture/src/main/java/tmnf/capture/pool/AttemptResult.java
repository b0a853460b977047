package tmnf.capture.pool;

import java.util.Objects;
import java.util.Optional;

import tmnf.capture.run.RunOutcome;

/**
 * How one attempt at a replay ended.
 *
 * @param kind what it came to
 * @param stop why the run ended before its finish; only of {@link Kind#STOPPED}
 * @param reason for people; empty when it was published, {@code exists} when somebody else did so meanwhile
 * @param figures what was seen
 */
public record AttemptResult(Kind kind, Optional<RunOutcome.Stop> stop, String reason, RunFigures figures) {

    /** What an attempt can come to. */
    public enum Kind {
        /** Verified, and in its place; or another program's capture is there already. */
        PUBLISHED,
        /** The run came to its end and did not pass the verification. */
        REJECTED,
        /** There is nothing to capture: the replay cannot be read any more, or none of its frames is good. */
        UNFIT,
        /** The run ended before its finish. */
        STOPPED
    }

    /** Checks that a stop comes with its reason. */
    public AttemptResult {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(figures, "figures");
        if ((kind == Kind.STOPPED) != stop.isPresent()) {
            throw new IllegalArgumentException("a stop belongs to a stopped run: " + kind + ", " + stop);
        }
    }

    /** The capture is in its place. */
    public static AttemptResult published(RunFigures figures) {
        return new AttemptResult(Kind.PUBLISHED, Optional.empty(), "", figures);
    }

    /** The verification found something. */
    public static AttemptResult rejected(String reason, RunFigures figures) {
        return new AttemptResult(Kind.REJECTED, Optional.empty(), reason, figures);
    }

    /** There is nothing to capture. */
    public static AttemptResult unfit(String reason, RunFigures figures) {
        return new AttemptResult(Kind.UNFIT, Optional.empty(), reason, figures);
    }

    /** The run did not get to its finish. */
    public static AttemptResult stopped(RunOutcome.Stop stop, RunFigures figures) {
        return new AttemptResult(Kind.STOPPED, Optional.of(stop),
                stop.toString().replaceFirst("\\.$", ""), figures);
    }
}
