package tmnf.rl.inject;

import java.util.List;

/** An encoder that cannot go where it should; nothing was changed. */
public final class InjectionException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The file has no encoder in it. */
        NO_ENCODER,
        /** The text beside the encoder cannot be read. */
        META,
        /** Tensors are missing, too many, or of another shape. */
        SHAPES,
        /** The encoder is not what its text says, or made for another size of picture. */
        MISMATCH,
        /** It holds numbers that are infinite or none. */
        NOT_FINITE,
        /** The network has no encoder of pictures. */
        NO_IMAGE_HEAD,
        /** The run goes on, and pretrained parts are for a fresh one. */
        GOES_ON,
        /** The folder is that of a run with checkpoints. */
        RUN,
        /** There is a pair already. */
        EXISTS,
        /** There is no pair. */
        NO_PAIR,
        /** There is one file of a pair without the other. */
        HALF_PAIR
    }

    private final Reason reason;
    @SuppressWarnings("serial") // the list is one of List.of
    private final List<Difference> differences;
    private final String advice;

    /** With what happened, and what to do. */
    public InjectionException(Reason reason, String message, String advice) {
        this(reason, message, advice, List.of());
    }

    InjectionException(Reason reason, String message, String advice, List<Difference> differences) {
        super(message);
        this.reason = reason;
        this.advice = advice;
        this.differences = List.copyOf(differences);
    }

    public Reason reason() {
        return reason;
    }

    /** What to do about it. */
    public String advice() {
        return advice;
    }

    /** All that does not fit; empty where that is not the point. */
    public List<Difference> differences() {
        return differences;
    }
}
