package tmnf.exchange.download;

import java.time.Instant;
import java.util.List;
import tmnf.exchange.api.ListedReplay;

/** SKELETON: which rows of a replay list are wanted; pure. */
public final class ReplaySelection {

    /** How the wanted rows are taken from those that fit. */
    public enum Pick { BEST, SPREAD, MEDIAN }

    /** SKELETON: the numbers and filters; a record with defaults. */
    public PlanKey key() {
        throw new UnsupportedOperationException();
    }

    /** What to ask the site for, at most so many rows an answer. */
    public boolean bestPerDriver() {
        throw new UnsupportedOperationException();
    }

    /** How many rows the first question should ask for. */
    public int firstCount() {
        throw new UnsupportedOperationException();
    }

    /** Whether the rows so far suffice, so that no further page is needed. */
    public boolean isSatisfiedBy(List<ListedReplay> rows) {
        throw new UnsupportedOperationException();
    }

    /**
     * Chooses from all rows read.
     *
     * @param complete whether the site has no more rows
     * @param uid of the challenge, empty when unknown
     */
    public TrackPlan plan(long trackId, String uid, List<ListedReplay> rows, boolean complete) {
        throw new UnsupportedOperationException();
    }
}
