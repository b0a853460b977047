package tmnf.tminterface.script;

import java.io.IOException;

/** Bytes that are no event buffer, or an event buffer that does not fit into the place for its bytes. */
public final class EventBufferException extends IOException {

    private static final long serialVersionUID = 1L;

    EventBufferException(String message) {
        super(message);
    }
}
