package tmnf.tminterface.sharedmemory;

import java.io.IOException;

/** The game could not do what it was asked for. */
public final class ServerException extends IOException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode error;

    ServerException(MessageType call, int code) {
        super(call + " failed with error " + code + ": " + ErrorCode.of(code).meaning());
        this.error = ErrorCode.of(code);
    }

    /** What the game gave as the reason. */
    public ErrorCode error() {
        return error;
    }
}
