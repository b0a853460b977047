package tmnf.capture.pool;

import java.io.IOException;

import tmnf.capture.plan.ReplayTask;

/** The game of one worker, which alone uses it. */
public interface GameInstance {

    /** Where its link plugin listens, on this machine. */
    int port();

    /** For people: which game this is. */
    String name();

    /** Whether {@link #restart} can help, which it cannot with games of others. */
    boolean canRestart();

    /**
     * Ends the game, if it is still there, and starts it anew.
     *
     * @throws IOException if it does not start; a later call may try again
     * @throws UnsupportedOperationException if the game is not ours
     */
    void restart() throws IOException, InterruptedException;

    /** Which replay comes next, before each attempt. */
    default void prepare(ReplayTask task) throws IOException {
        // Most games need not know.
    }
}
