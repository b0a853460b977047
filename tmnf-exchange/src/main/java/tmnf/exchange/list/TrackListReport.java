package tmnf.exchange.list;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tmnf.exchange.ExchangeException;

/**
 * How the walk through a search ended. Counts include what earlier runs of the same question did.
 *
 * @param why in words when the list is not complete, else empty
 * @param ids the list
 * @param resumed tracks of the list that an earlier run left
 * @param pages read
 * @param rows on these pages, those without an id included
 * @param duplicates rows of tracks that an earlier row had
 * @param dropped rows left out, by reason
 * @param written whether the list was written to its file: not when it is incomplete and another one is
 *     there, and not when it is empty
 * @param cause of an incomplete list; null: none, or it was asked to stop
 */
public record TrackListReport(Ending ending, String why, List<Long> ids, int resumed, int pages, int rows,
        int duplicates, Map<String, Integer> dropped, boolean written, ExchangeException cause) {

    /** How it ended. */
    public enum Ending {
        /** All tracks that fit, or as many as were wanted, are on the list. */
        COMPLETE,
        /** Something is missing; the same question goes on where this one ended. */
        PARTIAL,
        /** It was asked to stop; the same question goes on where this one ended. */
        INTERRUPTED
    }

    public TrackListReport {
        ids = List.copyOf(ids);
        dropped = Map.copyOf(dropped);
    }

    public boolean isComplete() {
        return ending == Ending.COMPLETE;
    }

    /** Why the site did not give the rest. */
    public Optional<ExchangeException> failure() {
        return Optional.ofNullable(cause);
    }
}
