package tmnf.capture.verify;

import java.util.List;

/** Whether a run may be published. */
public sealed interface CaptureVerdict {

    /** The run reproduced the ghost, and all of it was captured. */
    record Accepted() implements CaptureVerdict {
    }

    /**
     * The run may not be published.
     *
     * @param reasons for people, at least one: what was expected and what was seen
     */
    record Rejected(List<String> reasons) implements CaptureVerdict {
        /** Copies the reasons. */
        public Rejected {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a rejection needs a reason");
            }
        }
    }
}
