package tmnf.capture.pool;

import java.io.IOException;

import tmnf.capture.plan.ReplayTask;

/**
 * What a worker does with each replay, on its thread: stage, run, verify, publish or discard. Whatever
 * happens, nothing partial is left in the dataset.
 */
public interface ReplayJob extends AutoCloseable {

    /**
     * Makes one attempt.
     *
     * @throws IOException if files of ours cannot be read or written: no other replay would fare better
     */
    AttemptResult attempt(ReplayTask task, Attempt attempt) throws IOException, InterruptedException;

    /**
     * The last word on a replay whose capture was rejected.
     *
     * @param reason of the last attempt
     */
    void quarantine(ReplayTask task, int attempts, String reason) throws IOException;

    /** Ends the connection and takes back what was put into the game's folders. */
    @Override
    void close() throws IOException;

    /** Makes the jobs of workers. */
    @FunctionalInterface
    interface Factory {

        /** The job of a worker, which closes it. */
        ReplayJob of(int worker, GameInstance game) throws IOException;
    }
}
