package tmnf.tminterface.sharedmemory;

import java.io.IOException;

/** The game did not answer in time: it ended, hangs, or has deregistered this client. */
public final class CallTimeoutException extends IOException {

    private static final long serialVersionUID = 1L;

    CallTimeoutException(MessageType call, int timeoutMillis) {
        super("no response to " + call + " within " + timeoutMillis + " ms. The game ended or hangs, or it"
                + " has deregistered this client; register again.");
    }
}
