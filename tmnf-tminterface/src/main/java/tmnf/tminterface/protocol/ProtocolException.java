package tmnf.tminterface.protocol;

import java.time.Duration;

/**
 * The bytes make no sense: an unknown message, a length beyond its limit, or a message at a moment when none
 * may come. The stream cannot be trusted any more; connect anew.
 */
public final class ProtocolException extends GameLinkException {

    private static final long serialVersionUID = 1L;

    /** Bytes that make no sense by themselves. */
    public ProtocolException(String message) {
        this(message, NOTHING, Duration.ZERO, NOTHING);
    }

    /** Bytes that make no sense where they came. */
    public ProtocolException(String message, String awaited, Duration waited, String lastMessage) {
        super(message, awaited, waited, lastMessage);
    }
}
