package tmnf.capture.plan;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A selected replay and what is known of it. Holds no content: {@link ReplayMaterial} reads that when the
 * replay's turn comes.
 *
 * @param file the replay
 * @param name of its folder in the dataset: the file name without the last ending
 * @param detail of the status for people, such as which setting differs; may be empty
 * @param refusal present exactly when the status is {@link PlanStatus#REFUSED}
 * @param work what there is to capture; empty when refused
 * @param capture whether it is to be captured now, which depends on the status and on
 *     {@link ReplaySelection#existing()}
 */
public record PlannedReplay(Path file, String name, PlanStatus status, String detail,
        Optional<Refusal> refusal, Optional<Work> work, boolean capture) {

    /**
     * What a capture consists of.
     *
     * @param script name of its script without worker: 12 hexadecimal digits of its content
     * @param scriptLines commands of the script
     * @param frames to expect
     * @param snapshots to expect
     * @param estimate of disk and time
     */
    public record Work(ReplayTask task, ChallengeChoice challenge, String script, int scriptLines,
            int frames, int snapshots, CaptureEstimate estimate) {

        /** Checks that nothing is missing. */
        public Work {
            Objects.requireNonNull(task, "task");
            Objects.requireNonNull(challenge, "challenge");
            Objects.requireNonNull(script, "script");
            Objects.requireNonNull(estimate, "estimate");
        }
    }

    /** Checks that the parts fit together. */
    public PlannedReplay {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(detail, "detail");
        boolean refused = status == PlanStatus.REFUSED;
        if (refusal.isPresent() != refused || work.isPresent() == refused) {
            throw new IllegalArgumentException(status + " with " + refusal + " and " + work);
        }
        if (capture && work.isEmpty()) {
            throw new IllegalArgumentException("a refused replay cannot be captured");
        }
    }

    /** The same, done, but with another detail. */
    PlannedReplay different(String what) {
        return new PlannedReplay(file, name, PlanStatus.DONE_DIFFERENT, what, refusal, work, capture);
    }

    static PlannedReplay refused(Path file, String name, Refusal refusal) {
        return new PlannedReplay(
                file, name, PlanStatus.REFUSED, "", Optional.of(refusal), Optional.empty(), false);
    }
}
