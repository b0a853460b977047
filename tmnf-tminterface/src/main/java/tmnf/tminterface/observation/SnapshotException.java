package tmnf.tminterface.observation;

import java.io.IOException;

/** A stored snapshot from which no observation can be made; the message names the snapshot and its field. */
public final class SnapshotException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with the field. */
    public enum Reason {
        /** The field is not there. */
        MISSING,
        /** The field is no number, or no list of numbers. */
        NOT_A_NUMBER,
        /** The list has too few or too many numbers. */
        WRONG_LENGTH,
        /** A number is infinite or none. */
        NOT_FINITE
    }

    private final String field;
    private final Reason reason;

    public SnapshotException(String label, String field, Reason reason, String detail) {
        super(label + ": " + field + " " + detail);
        this.field = field;
        this.reason = reason;
    }

    /** The name of the field. */
    public String field() {
        return field;
    }

    public Reason reason() {
        return reason;
    }
}
