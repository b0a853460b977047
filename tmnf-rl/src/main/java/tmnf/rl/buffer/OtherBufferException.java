package tmnf.rl.buffer;

import java.io.IOException;

/** Saved transitions of other sizes than the configuration's: they are whole, and of no use here. */
public final class OtherBufferException extends IOException {

    private static final long serialVersionUID = 1L;

    OtherBufferException(String message) {
        super(message);
    }
}
