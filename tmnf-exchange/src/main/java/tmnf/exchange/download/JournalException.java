package tmnf.exchange.download;

import java.io.IOException;
import java.nio.file.Path;

/** The journal of a download cannot be understood; nothing was changed. */
public final class JournalException extends IOException {

    /** Why not. */
    public enum Reason {
        /** A line that is not the last is no event. */
        DAMAGED,
        /** A newer program wrote it. */
        NEWER
    }

    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final int line;

    JournalException(Path file, Reason reason, int line, String detail) {
        super(file + ", line " + line + ": " + detail + advice(reason));
        this.reason = reason;
        this.line = line;
    }

    private static String advice(Reason reason) {
        return switch (reason) {
            case DAMAGED -> ". Put a copy of the file back, or move the file away: then the tracks are listed"
                    + " again, and the replays that are there are found by their names";
            case NEWER -> ". Use the newer program, or another folder";
        };
    }

    public Reason reason() {
        return reason;
    }

    /** Number of the line, from 1. */
    public int line() {
        return line;
    }
}
