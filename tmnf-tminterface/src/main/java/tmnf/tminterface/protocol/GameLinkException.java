package tmnf.tminterface.protocol;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/**
 * The talk with the game went wrong. Carries what was awaited, for how long, and the last message that the
 * game sent; all three stand in the message too, where they are known.
 */
public class GameLinkException extends IOException {

    /** The value of {@link #awaited} and {@link #lastMessage} when there is none. */
    public static final String NOTHING = "nothing";

    private static final long serialVersionUID = 1L;

    private final String awaited;
    private final Duration waited;
    private final String lastMessage;

    /** With what was awaited, how long, and the last message of the game. */
    public GameLinkException(String message, String awaited, Duration waited, String lastMessage) {
        super(Objects.requireNonNull(message, "message"));
        this.awaited = Objects.requireNonNull(awaited, "awaited");
        this.waited = Objects.requireNonNull(waited, "waited");
        this.lastMessage = Objects.requireNonNull(lastMessage, "lastMessage");
    }

    /** What the link waited for, such as {@code SC_RUN_STEP_SYNC} or {@code reply to C_IS_IN_MENUS}. */
    public final String awaited() {
        return awaited;
    }

    /** How long it waited before this happened. */
    public final Duration waited() {
        return waited;
    }

    /** The last message of the game before this happened. */
    public final String lastMessage() {
        return lastMessage;
    }
}
