package tmnf.gbx.filter;

import java.io.IOException;

/** A file could not be read and {@link ParseErrorPolicy#FAIL} was chosen. */
public final class UnreadableInputException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient UnreadableFile unreadable;

    public UnreadableInputException(UnreadableFile unreadable) {
        super(unreadable.toString());
        this.unreadable = unreadable;
    }

    /** Which file, and why. */
    public UnreadableFile unreadable() {
        return unreadable;
    }
}
