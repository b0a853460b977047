package tmnf.capture.verify;

import java.util.List;

/** Whether a run may be published. */
public sealed interface CaptureVerdict {

    /** What was measured. */
    Figures figures();

    /**
     * The run reproduced the ghost, and all of it was captured.
     */
    record Accepted(Figures figures) implements CaptureVerdict {
    }

    /**
     * The run may not be published.
     *
     * @param reasons for people, at least one: what was expected and what was seen
     */
    record Rejected(Figures figures, List<String> reasons) implements CaptureVerdict {
        /** Copies the reasons. */
        public Rejected {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a rejection needs a reason");
            }
        }
    }

    /**
     * What was compared.
     *
     * @param finishTimeMs of the run; -1 without a finish
     * @param splitsEqual checkpoints, the finish included, that came at the ghost's times
     * @param splitsExpected checkpoints of the ghost
     * @param samplesCompared samples of the ghost that a position was compared with
     * @param samplesExpected samples of the ghost at ticks within the race
     * @param largestDistanceMetres from those samples
     * @param largestDistanceAtMs race time of it
     * @param frames that came
     * @param framesExpected that the schedule asks for
     */
    record Figures(int finishTimeMs, int splitsEqual, int splitsExpected, int samplesCompared,
            int samplesExpected, double largestDistanceMetres, int largestDistanceAtMs, int frames,
            int framesExpected) {
    }
}
