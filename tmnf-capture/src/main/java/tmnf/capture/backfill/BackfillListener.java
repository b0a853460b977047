package tmnf.capture.backfill;

import tmnf.capture.dataset.CapturedReplay;

/** Hears of a backfill as it goes on. */
public interface BackfillListener {

    /** Hears nothing. */
    BackfillListener NONE = new BackfillListener() { };

    /**
     * A capture was dealt with.
     *
     * @param why empty when it was updated
     */
    default void done(CapturedReplay replay, BackfillOutcome outcome, String why) {
    }

    /** Asked between two captures: true ends the work there. */
    default boolean stops() {
        return false;
    }
}
