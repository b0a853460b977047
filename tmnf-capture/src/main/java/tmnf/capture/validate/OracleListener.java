package tmnf.capture.validate;

import tmnf.capture.run.CapturePhase;

/** Looks on while a replay is driven. Called by the thread that drives; must not block. */
public interface OracleListener {

    /** Sees nothing and ends nothing. */
    OracleListener NONE = new OracleListener() { };

    /** A drive begins. */
    default void drive(Drive which) {
        // Few want to know.
    }

    /** The drive waits for something else from now on. */
    default void phase(CapturePhase phase) {
        // Few want to know.
    }

    /** For people: something that is no failure. */
    default void warning(String text) {
        // Few want to know.
    }

    /** Whether the drive shall end soon; asked several times a second. */
    default boolean stops() {
        return false;
    }

    /** Which of the two drives. */
    enum Drive {
        /** With the inputs of the game. */
        VALIDATED,
        /** With the script of a capture. */
        SCRIPT
    }
}
