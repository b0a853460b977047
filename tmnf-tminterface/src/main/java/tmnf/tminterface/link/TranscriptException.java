package tmnf.tminterface.link;

import java.io.IOException;

/** A text is no transcript. */
public final class TranscriptException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int line;

    /** With the line, from 1 on, and what is wrong with it. */
    public TranscriptException(String file, int line, String problem) {
        super(file + ", line " + line + ": " + problem + ". Record the session anew, or take the line out.");
        this.line = line;
    }

    /** The line, from 1 on. */
    public int line() {
        return line;
    }
}
