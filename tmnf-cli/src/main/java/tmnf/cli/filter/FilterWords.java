package tmnf.cli.filter;

import tmnf.gbx.filter.MapTypeJudgement;
import tmnf.gbx.filter.NoRespawnJudgement;
import tmnf.gbx.filter.Reason;
import tmnf.gbx.filter.TrackJudgement;
import tmnf.gbx.model.RaceTimes;

/** Reasons in the words of people. */
final class FilterWords {

    private FilterWords() {
    }

    /** A number and its noun. */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    static String of(Reason reason) {
        return switch (reason) {
            case CLEAN -> "no replay respawns";
            case RESPAWN -> "a replay respawns";
            case NO_INPUTS -> "no replay has inputs, so none can be captured";
            case NO_REPLAYS -> "no folder of replays";
            case EMPTY_FOLDER -> "no replay in the folder";
            case STANDARD -> "play mode and environment are accepted";
            case ENVIRONMENT -> "made in another environment";
            case MAP_TYPE -> "another play mode";
            case LONG_INTRO -> "the intro is too long";
            case UNKNOWN_INTRO -> "the length of the intro cannot be read";
            case NO_MAP -> "no challenge file";
            case UNREADABLE -> "files that cannot be read";
        };
    }

    /** Why one track was kept or dropped, with what was found. */
    static String why(TrackJudgement judgement) {
        if (judgement instanceof NoRespawnJudgement respawn && respawn.reason() == Reason.RESPAWN) {
            String when = respawn.firstRespawnMs() == RaceTimes.NONE
                    ? " respawns " + respawn.counter() + " times by its own counter"
                    : " respawns at " + RaceTimes.format(respawn.firstRespawnMs()) + " s";
            boolean disagree = respawn.firstRespawnMs() != RaceTimes.NONE && respawn.counter() >= 0
                    && respawn.counter() != respawn.presses();
            return respawn.replay() + when + (disagree
                    ? " (" + respawn.presses() + " on its tape, " + respawn.counter() + " by its counter)"
                    : "");
        }
        if (judgement instanceof MapTypeJudgement map) {
            String found = switch (map.reason()) {
                case ENVIRONMENT -> " (" + map.environment() + ")";
                case MAP_TYPE -> " (" + map.mapType() + ")";
                case LONG_INTRO -> " (" + RaceTimes.format(map.introMs()) + " s)";
                default -> "";
            };
            return of(map.reason()) + found;
        }
        return of(judgement.reason());
    }
}
