package tmnf.pretrain.run;

import java.io.IOException;

/** A file that is a whole PyTorch file, but no checkpoint to go on from; the message says what to do. */
public final class CheckpointException extends IOException {

    private static final long serialVersionUID = 1;

    CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
