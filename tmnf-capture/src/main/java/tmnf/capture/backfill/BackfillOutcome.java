package tmnf.capture.backfill;

/** What became of a capture. */
public enum BackfillOutcome {
    /** Has its actions now. */
    UPDATED,
    /** The replay was not found. */
    NO_REPLAY,
    /** The replay has no inputs, or did not finish. */
    NO_INPUTS,
    /** The replay or the capture is damaged. */
    ERROR
}
