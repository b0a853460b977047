package tmnf.rl.net;

import java.io.IOException;
import java.nio.file.Path;

/** Another process writes the weights in the same folder. */
public final class PairBusyException extends IOException {

    private static final long serialVersionUID = 1L;

    PairBusyException(Path folder) {
        super(folder + ": another process writes the weights there; wait until it has ended");
    }
}
