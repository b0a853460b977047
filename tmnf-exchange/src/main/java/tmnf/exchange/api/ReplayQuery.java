package tmnf.exchange.api;

/**
 * A question for replays of a track.
 *
 * @param count rows wanted in one answer; the site may send fewer
 * @param bestPerDriver only each driver's best one
 * @param after continue behind this replay id; -1: from the start
 */
public record ReplayQuery(long trackId, int count, boolean bestPerDriver, long after) {

    public ReplayQuery {
        if (count < 1) {
            throw new IllegalArgumentException("count " + count);
        }
    }

    public ReplayQuery behind(long replayId) {
        return new ReplayQuery(trackId, count, bestPerDriver, replayId);
    }
}
