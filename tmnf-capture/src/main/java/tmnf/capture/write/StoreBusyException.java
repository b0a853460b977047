package tmnf.capture.write;

import java.io.IOException;

/** Another program writes this dataset, or this shard of it. */
public final class StoreBusyException extends IOException {

    private static final long serialVersionUID = 1;

    /** Makes an exception. */
    public StoreBusyException(String message) {
        super(message);
    }
}
