package tmnf.pretrain.probe;

import java.util.Objects;

/** Features that cannot be probed; the message says what to do. */
public final class ProbeException extends Exception {

    private static final long serialVersionUID = 1;

    /** What is in the way. */
    public enum Kind {
        /** There is no encoder in the file, or it does not fit its description. */
        ENCODER,
        /** The dataset has nothing to probe with. */
        NO_DATA,
        /** Java has too little memory for it. */
        MEMORY,
        /** It was asked to stop. */
        STOPPED
    }

    private final Kind kind;

    /** With what to do in the message. */
    public ProbeException(Kind kind, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** What is in the way. */
    public Kind kind() {
        return kind;
    }
}
