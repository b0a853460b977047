package tmnf.pretrain.run;

import java.io.IOException;

/**
 * A file that a run cannot go on from: damaged, another program's, or of parts that do not belong together.
 * The message names the file, what is wrong and what to do.
 */
public final class CheckpointException extends IOException {

    private static final long serialVersionUID = 1;

    CheckpointException(String message, Throwable cause) {
        super(message + " Put one of the run's best checkpoints in its place, or begin another run.", cause);
    }
}
