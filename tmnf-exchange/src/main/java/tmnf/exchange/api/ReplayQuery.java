package tmnf.exchange.api;

import java.util.List;
import java.util.Map.Entry;
import java.util.Objects;

/**
 * A question for replays, of a track, a driver, or a driver on a track.
 *
 * @param trackId -1: of any
 * @param userId the driver; -1: anybody
 * @param count rows wanted in one answer; the site may send fewer
 * @param bestPerDriver only each driver's best one
 */
public record ReplayQuery(long trackId, long userId, int count, boolean bestPerDriver, Cursor cursor) {

    /** The most rows that the site is known to give in one answer. */
    public static final int MOST_ROWS = 1_000;

    public ReplayQuery {
        Objects.requireNonNull(cursor, "cursor");
        if (count < 1 || trackId < 0 && userId < 0) {
            throw new IllegalArgumentException("count " + count + ", track " + trackId + ", user " + userId);
        }
    }

    /** Replays of a track by anybody, behind a replay; -1: from the start. */
    public ReplayQuery(long trackId, int count, boolean bestPerDriver, long after) {
        this(trackId, -1, count, bestPerDriver, after < 0 ? Cursor.START : Cursor.after(after));
    }

    /** Replays of a driver on all tracks, from the start. The rows do not say of which track they are. */
    public static ReplayQuery ofDriver(long userId, int count) {
        return new ReplayQuery(-1, userId, count, false, Cursor.START);
    }

    /** The same by one driver only. */
    public ReplayQuery by(long driver) {
        return new ReplayQuery(trackId, driver, count, bestPerDriver, cursor);
    }

    /** The same behind a replay: the next page, when it is the last one of this page. */
    public ReplayQuery behind(long replayId) {
        return at(Cursor.after(replayId));
    }

    /** The same at another place of the list. */
    public ReplayQuery at(Cursor place) {
        return new ReplayQuery(trackId, userId, count, bestPerDriver, place);
    }

    /** What is sent besides the list of fields, in order. */
    public List<Entry<String, String>> parameters() {
        QueryParameters all = new QueryParameters();
        all.number("trackId", trackId);
        all.number("userId", userId);
        all.number("count", count);
        all.flag("best", bestPerDriver, "1");
        all.cursor(cursor);
        return all.all();
    }
}
