package tmnf.capture.run;

import java.util.Locale;

/** What a run is waiting for. Each phase has a deadline of its own. */
public enum CapturePhase {
    /** A connection. */
    CONNECT,
    /** The connect turn, or one held from before, in which the challenge can be asked for. */
    MENU,
    /** The first run step of the challenge that was asked for. */
    MAP_LOAD,
    /** The script, the restart, and race time 0. */
    COUNTDOWN,
    /** The race up to its finish. */
    RACE,
    /** Quiet after the race: no frame outstanding, the finish taken back, the script unloaded. */
    DRAIN;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
