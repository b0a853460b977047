package tmnf.exchange.download;

/** Told what a download does, on worker threads; calls must be brief. */
public interface DownloadListener {

    /** Nobody listens. */
    DownloadListener NONE = new DownloadListener() {};

    /** A track has a plan of so many replays, of which so many are wanted still. */
    default void planned(TrackPlan plan, int wanted) {}

    /** A replay was written. */
    default void fetched(long trackId, ReplayEntry entry) {}

    /** A replay is gone, or was given up. */
    default void lost(long trackId, ReplayEntry entry) {}

    /** A challenge was written, is impossible, or was given up. */
    default void challenge(long trackId, ChallengeEntry entry) {}

    /** A track has nothing left to do, or is given up for this run. */
    default void trackEnded(TrackRecord track, boolean settled) {}

    /** An attempt failed and is repeated. */
    default void retried(String path, String why) {}

    /** Something odd that the user may want to know. */
    default void warning(String code, String message) {}
}
