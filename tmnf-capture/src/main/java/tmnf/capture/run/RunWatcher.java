package tmnf.capture.run;

/** Looks on while a run goes on, and can end it. Called by the thread of the run; must not block. */
public interface RunWatcher {

    /** Sees nothing and ends nothing. */
    RunWatcher NONE = new RunWatcher() { };

    /** The run waits for something else from now on. */
    default void phase(CapturePhase phase) {
        // Few want to know.
    }

    /** A message has come. */
    default void beat() {
        // Few want to know.
    }

    /** Whether the run shall end soon; asked several times a second. */
    default boolean stops() {
        return false;
    }
}
