package tmnf.pretrain.run;

import java.io.IOException;

/** A run folder that cannot be used; the message says what to do. */
public final class RunFolderException extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean busy;

    /** With what to do in the message. */
    public RunFolderException(String message) {
        this(message, false);
    }

    /** The same; busy when another run writes there, so that later it may go. */
    RunFolderException(String message, boolean busy) {
        super(message);
        this.busy = busy;
    }

    /** Whether another run writes there: later it may go. */
    public boolean isBusy() {
        return busy;
    }
}
