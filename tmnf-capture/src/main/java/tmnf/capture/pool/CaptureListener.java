package tmnf.capture.pool;

import tmnf.capture.plan.ReplayTask;

/**
 * Hears what the workers do. Called on their threads, several at a time; must not wait, and must not throw.
 */
public interface CaptureListener {

    /** Nobody listens. */
    CaptureListener NONE = new CaptureListener() {
    };

    /** A worker has its game. */
    default void workerStarted(int worker, String game) {
    }

    /** An attempt begins. */
    default void attemptStarted(int worker, ReplayTask task, int attempt) {
    }

    /**
     * An attempt came to nothing, and this is not the end of the replay.
     *
     * @param next what is done now, for people
     */
    default void attemptFailed(int worker, ReplayTask task, int attempt, String reason, String next) {
    }

    /** A replay is done with. */
    default void replayEnded(int worker, ReplayResult result) {
    }

    /** The race of a track does not begin by itself; it is left out from here on. */
    default void trackMarked(String trackId, String reason) {
    }

    /** A worker ends early; its replays go to the others. */
    default void workerGaveUp(int worker, String reason) {
    }
}
