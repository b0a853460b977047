package tmnf.tminterface.link;

import java.time.Duration;

import tmnf.tminterface.protocol.GameLinkException;

/**
 * The game did not say, or take, something in time. The link stays as it is: what has arrived of a cut
 * message is kept, and the same call may be made again.
 */
public final class GameTimeoutException extends GameLinkException {

    private static final long serialVersionUID = 1L;

    /** With what was awaited, how long, and the last message of the game. */
    public GameTimeoutException(String message, String awaited, Duration waited, String lastMessage) {
        super(message, awaited, waited, lastMessage);
    }
}
