package tmnf.tminterface.link;

import java.time.Duration;

import tmnf.tminterface.protocol.GameLinkException;

/** Nothing accepts connections where the game should. The link is disconnected. */
public final class GameUnreachableException extends GameLinkException {

    private static final long serialVersionUID = 1L;

    private final int attempts;

    /** With how often and how long it was tried, and what came of the last attempt. */
    public GameUnreachableException(String message, Duration waited, int attempts) {
        super(message, "a connection", waited, NOTHING);
        this.attempts = attempts;
    }

    /** How often it was tried. */
    public int attempts() {
        return attempts;
    }
}
