package tmnf.tminterface.sim.game;

import java.util.Locale;
import java.util.Optional;

/** What the game sends, as faults name it. */
public enum FaultMessage {
    CONNECT,
    STEP,
    CHECKPOINT,
    LAP,
    FRAME,
    HEARTBEAT,
    /** To any query. */
    REPLY;

    /** The word in a specification. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<FaultMessage> of(String word) {
        for (FaultMessage message : values()) {
            if (message.word().equals(word)) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }
}
