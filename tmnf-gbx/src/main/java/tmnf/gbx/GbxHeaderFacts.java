package tmnf.gbx;

import java.util.OptionalInt;
import tmnf.gbx.model.MapType;
import tmnf.gbx.model.RaceTimes;

/**
 * What a file's header says of it, without touching the body; common to all games of the series. Empty
 * strings and {@link RaceTimes#NONE} stand for what the header does not say.
 *
 * @param classId class id as stored, 0 when unknown
 * @param game which game wrote the file
 * @param exeVersion version of the program that wrote the file, from the XML header
 * @param mapType label of the play mode, such as {@code Race}; see {@link MapType}
 * @param laps number of laps; 0: none
 * @param bestTimeMs race time of a replay
 * @param authorTimeMs author medal of a challenge
 * @param cost price of a challenge in coppers
 * @param login driver of a replay
 */
public record GbxHeaderFacts(
        int classId,
        Kind kind,
        GameVersion game,
        String exeVersion,
        String mapUid,
        String mapName,
        String environment,
        String author,
        String mood,
        String mapType,
        int laps,
        int bestTimeMs,
        int authorTimeMs,
        int cost,
        String login,
        String nickname,
        int respawns,
        int stuntsScore) {

    public static final GbxHeaderFacts NONE = new GbxHeaderFacts(
            0, Kind.UNKNOWN, GameVersion.UNKNOWN, "", "", "", "", "", "", "", 0,
            RaceTimes.NONE, RaceTimes.NONE, 0, "", "", -1, -1);

    /** What a file is. */
    public enum Kind {
        REPLAY("replay"),
        CHALLENGE("challenge"),
        GHOST("ghost"),
        CLIP("clip"),
        UNKNOWN("unknown");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Race time of a replay in ms, if the header has one. */
    public OptionalInt bestTime() {
        return bestTimeMs < 0 ? OptionalInt.empty() : OptionalInt.of(bestTimeMs);
    }
}
