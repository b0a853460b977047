package tmnf.tminterface.state;

import java.io.IOException;

/** Bytes are not the structure they were taken for; the message names what was expected. */
public final class StateFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    public StateFormatException(String message) {
        super(message);
    }
}
