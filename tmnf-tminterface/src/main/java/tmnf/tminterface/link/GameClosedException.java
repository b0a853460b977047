package tmnf.tminterface.link;

import java.time.Duration;

import tmnf.tminterface.protocol.GameLinkException;

/** The connection ended: the game or its plugin closed it, or has gone. The link is disconnected. */
public final class GameClosedException extends GameLinkException {

    private static final long serialVersionUID = 1L;

    /** With what was awaited, how long, and the last message of the game. */
    public GameClosedException(String message, String awaited, Duration waited, String lastMessage) {
        super(message, awaited, waited, lastMessage);
    }
}
