package tmnf.capture.dataset;

import java.io.IOException;
import java.util.Objects;

/**
 * A dataset breaks its format. The message names the file, the place in it, the rule, and what to do.
 */
public final class DatasetException extends IOException {

    private static final long serialVersionUID = 1;

    private final String file;
    private final String place;

    /**
     * Makes the message.
     *
     * @param file in which it was found
     * @param place such as {@code entry 12}, {@code byte 4096} or {@code line 3}; empty for the whole file
     * @param rule what is wrong
     * @param advice what to do about it
     */
    public DatasetException(Object file, String place, String rule, String advice) {
        super(file + (place.isEmpty() ? "" : ", " + place) + ": " + rule + ". " + advice);
        this.file = file.toString();
        this.place = Objects.requireNonNull(place);
    }

    /** As {@link #DatasetException(Object, String, String, String)}, with what a parser said. */
    public DatasetException(Object file, String place, String rule, String advice, Throwable cause) {
        this(file, place, rule, advice);
        initCause(cause);
    }

    /** The file in which it was found. */
    public String file() {
        return file;
    }

    /** The place in the file; empty for the whole file. */
    public String place() {
        return place;
    }
}
