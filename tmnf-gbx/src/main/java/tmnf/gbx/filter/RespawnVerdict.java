package tmnf.gbx.filter;

import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.RaceTimes;

/**
 * What the inputs of one drive say.
 *
 * @param firstRespawnMs race time of the first respawn, {@link RaceTimes#NONE} when the tape shows none
 * @param presses respawns on the tape
 * @param counter the game's own count, {@link Ghost#UNKNOWN} when the file has none
 */
public record RespawnVerdict(Kind kind, int firstRespawnMs, int presses, int counter) {

    /** What a drive is. */
    public enum Kind {
        CLEAN,
        RESPAWNS,
        /** Nothing was recorded, and the counter, if any, is 0. */
        NO_INPUTS
    }

    public boolean respawns() {
        return kind == Kind.RESPAWNS;
    }

    /** Whether the file has a counter and it tells another number than the tape. */
    public boolean tapeAndCounterDisagree() {
        return counter >= 0 && counter != presses;
    }
}
