package tmnf.capture.run;

import java.util.Locale;

/** Why a run did not reach the end of its race. */
public enum StopReason {
    /** Nobody listens on the port, or whoever does is no link plugin. */
    UNREACHABLE(Blame.GAME),
    /** The connection ended or broke its protocol. */
    CONNECTION_LOST(Blame.GAME),
    /** No turn came in which the challenge could be asked for: menus, a dialog, a hang. */
    NO_TURN(Blame.GAME),
    /** The challenge was asked for and its race never began: it waits for Enter, or has an endless intro. */
    NEEDS_ENTER(Blame.TRACK),
    /** The countdown did not reach race time 0. */
    NO_START(Blame.GAME),
    /** No message, or no run step, for too long in the race. */
    RACE_SILENT(Blame.GAME),
    /** A frame that was asked for did not come. */
    FRAME_MISSING(Blame.GAME),
    /** A frame shows another tick than the one it was asked for in. */
    FRAME_LATE(Blame.GAME),
    /** The whole run took too long. */
    TOO_LONG(Blame.GAME),
    /** Another challenge is running than the one that was asked for. */
    WRONG_MAP(Blame.TRACK),
    /** The game has no inputs of a validated replay. */
    NO_INPUTS(Blame.REPLAY),
    /** The car is too far from the ghost. */
    DESYNC(Blame.REPLAY),
    /** The race went on well beyond the time of the ghost. */
    NO_FINISH(Blame.REPLAY),
    /** A checkpoint came at another time than the ghost's. */
    WRONG_SPLIT(Blame.REPLAY),
    /** With each loading of the challenge there was a new personal best, whose ghost would be drawn. */
    GHOST(Blame.GAME),
    /** Nearly all frames are the same picture: the window is minimised, covered or draws nothing. */
    STILL_PICTURE(Blame.GAME),
    /** The medals came before the race was captured whole. */
    MEDALS(Blame.GAME),
    /** The frames could not be written, or a personal best not hidden. */
    CANNOT_WRITE(Blame.OURSELVES),
    /** Somebody asked us to stop. */
    INTERRUPTED(Blame.OURSELVES);

    /** Whose fault it is, which decides what is tried next. */
    public enum Blame {
        /** Reconnect, then start the game again. */
        GAME,
        /** Mark the track. */
        TRACK,
        /** Try once more, then put the replay aside. */
        REPLAY,
        /** Stop. */
        OURSELVES
    }

    private final Blame blame;

    StopReason(Blame blame) {
        this.blame = blame;
    }

    /** Whose fault it is. */
    public Blame blame() {
        return blame;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
