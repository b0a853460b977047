package tmnf.tminterface.sim.game;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can go wrong with a simulated game, and the options that each takes besides those of all. */
public enum FaultKind {
    /** The game hangs: no tick, no frame, no turn; its connections stay open. */
    SILENCE(1, "phase", "at", "for"),
    /** The connection ends in place of a message. */
    DISCONNECT(1, "message", "at"),
    /** Half of a message comes, then the connection ends. */
    CUT(1, "message", "at"),
    /** A message comes late; the game stands still meanwhile. */
    SLOW(Integer.MAX_VALUE, "message", "at", "by"),
    /** A frame comes some rendered frames late; ticks go on. */
    LATE_FRAME(Integer.MAX_VALUE, "frames"),
    /** A frame that was asked for does not come, as from a minimised window. */
    NO_FRAME(1, "for"),
    /** The preview of a challenge never ends. */
    PREVIEW(1),
    /** The preview ends when somebody presses Enter, whatever the variables say; not before its time. */
    PRESS_ENTER(Integer.MAX_VALUE, "for"),
    /** Another challenge is loaded than was asked for. */
    WRONG_MAP(Integer.MAX_VALUE, "name"),
    /** The dialog with the medals comes right at the finish. */
    MEDALS(Integer.MAX_VALUE),
    /** The port can't be listened on when the game starts. */
    PORT_TAKEN(1, "for"),
    /** The game ends as if killed, and starts anew after a while. */
    CRASH(1, "phase", "at", "message", "restart");

    private final int usualTimes;
    private final Set<String> options;

    FaultKind(int usualTimes, String... options) {
        this.usualTimes = usualTimes;
        this.options = Set.of(options);
    }

    /** The word in a specification, such as {@code late-frame}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How often it happens if nothing else is said. */
    int usualTimes() {
        return usualTimes;
    }

    boolean takes(String option) {
        return options.contains(option);
    }

    static Optional<FaultKind> of(String word) {
        for (FaultKind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
