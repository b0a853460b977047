package tmnf.pretrain.run;

import java.io.IOException;

/** A run folder that cannot be used; the message says what to do. */
public final class RunFolderException extends IOException {

    private static final long serialVersionUID = 1;

    /** With what to do in the message. */
    public RunFolderException(String message) {
        super(message);
    }
}
