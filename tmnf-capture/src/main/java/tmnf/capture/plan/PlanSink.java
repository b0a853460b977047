package tmnf.capture.plan;

import java.io.IOException;

/** Takes a plan piece by piece, on the thread that asked for it. It may wait: planning then waits, too. */
@FunctionalInterface
public interface PlanSink {

    /** Before the first track: how many will be looked at, those included that turn out to be empty. */
    default void begin(int tracks) throws IOException {
        // Only who shows progress needs it.
    }

    /** The next track that has a selected replay, in the order of work. */
    void track(TrackTask track) throws IOException;

    /** Something that the user should know, at once; the summary has it too. */
    default void notice(String text) {
        // The summary has it.
    }
}
