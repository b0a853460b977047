package tmnf.tminterface.sharedmemory;

import java.util.Objects;

/** The game's side cannot do what the client asks for. */
public final class CommandRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorCode error;

    /** A refusal for one of the reasons that the protocol knows. */
    public CommandRefusedException(ErrorCode error) {
        super(error.meaning());
        this.error = Objects.requireNonNull(error);
    }

    public ErrorCode error() {
        return error;
    }
}
