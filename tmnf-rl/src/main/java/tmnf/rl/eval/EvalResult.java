package tmnf.rl.eval;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How an evaluation ended.
 *
 * @param end why
 * @param races that came to their end, map by map, in the order of their numbers
 * @param wanted races that were asked for
 * @param failure what the games that were given up died of; empty if none was
 */
public record EvalResult(End end, List<EvalRace> races, int wanted, Optional<Exception> failure) {

    /** Why it ended. */
    public enum End {
        /** All races were driven. */
        DONE,
        /** Games were lost, and races with them. */
        GAMES_LOST,
        /** Somebody asked it to stop. */
        INTERRUPTED
    }

    /** Copies the list. */
    public EvalResult {
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(failure, "failure");
        races = List.copyOf(races);
    }

    /** The races on a map. */
    public List<EvalRace> races(String map) {
        return races.stream().filter(race -> race.map().equals(map)).toList();
    }
}
