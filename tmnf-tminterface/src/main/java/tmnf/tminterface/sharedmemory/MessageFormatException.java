package tmnf.tminterface.sharedmemory;

import java.io.IOException;

/** A message whose lengths do not fit into the mapping or whose numbers mean nothing. */
public final class MessageFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    MessageFormatException(String message) {
        super(message);
    }
}
