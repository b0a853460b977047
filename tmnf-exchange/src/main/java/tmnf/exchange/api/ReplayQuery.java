package tmnf.exchange.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * A question for replays of a track.
 *
 * @param count rows wanted in one answer; the site may send fewer
 * @param bestPerDriver only each driver's best one
 * @param after continue behind this replay id; -1: from the start
 */
public record ReplayQuery(long trackId, int count, boolean bestPerDriver, long after) {

    /** The most rows that the site is known to give in one answer. */
    public static final int MOST_ROWS = 1_000;

    public ReplayQuery {
        if (count < 1) {
            throw new IllegalArgumentException("count " + count);
        }
    }

    /** The same behind a replay: the next page, when it is the last one of this page. */
    public ReplayQuery behind(long replayId) {
        return new ReplayQuery(trackId, count, bestPerDriver, replayId);
    }

    /** What is sent besides the list of fields, in order. */
    public List<Entry<String, String>> parameters() {
        List<Entry<String, String>> all = new ArrayList<>(4);
        all.add(Map.entry("trackId", Long.toString(trackId)));
        all.add(Map.entry("count", Integer.toString(count)));
        if (bestPerDriver) {
            all.add(Map.entry("best", "1"));
        }
        if (after >= 0) {
            all.add(Map.entry("after", Long.toString(after)));
        }
        return all;
    }
}
