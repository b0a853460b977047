package tmnf.capture.game;

import java.io.IOException;

/** The folders of a game cannot be used; the message says which and what to do. */
public final class GameFilesException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The game's folder is not there. */
        NO_GAME_FOLDER,
        /** There is no folder for scripts, or it cannot be made. */
        NO_SCRIPTS_FOLDER,
        /** Scripts cannot be written. */
        SCRIPTS_UNWRITABLE,
        /** Challenges cannot be written. */
        CHALLENGES_UNWRITABLE,
        /** A challenge that shall be staged is none, or not the one that was asked for. */
        BAD_CHALLENGE,
        /** A personal best cannot be hidden or named back. */
        AUTOSAVES,
        /** All numbers are in use by other programs, or another program holds the folder for too long. */
        BUSY
    }

    private final Reason reason;

    /** Makes one. */
    public GameFilesException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The same with what brought it about. */
    public GameFilesException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
