package tmnf.capture.dataset.care;

import tmnf.capture.dataset.CapturedReplay;

/** Hears of a cleanup as it goes on. Called by one thread at a time. */
public interface CleanupListener {

    /** Hears nothing. */
    CleanupListener NONE = new CleanupListener() { };

    /** A replay was looked at. */
    default void scanned(ReplayFinding finding, int done, int total) {
    }

    /** Bad entries of a replay are gone. */
    default void cleaned(CapturedReplay replay, int done, int total) {
    }

    /** A replay without good entries is gone. */
    default void removedReplay(String track, String replay) {
    }

    /** A track without replays is gone. */
    default void removedTrack(String track) {
    }

    /** Asked between two replays: true ends the work there. */
    default boolean stops() {
        return false;
    }
}
