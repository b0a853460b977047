package tmnf.capture.pool;

import java.io.IOException;

/** Has a game for each worker. Safe for use by several threads; closing ends what it started. */
public interface GameHost extends AutoCloseable {

    /**
     * The game of a worker. Called once a worker, on its thread.
     *
     * @param worker from 0 on
     * @throws IOException if there is none, and none can be started
     */
    GameInstance open(int worker) throws IOException, InterruptedException;

    /** Ends the games that this host started, and no others. */
    @Override
    void close() throws IOException;
}
