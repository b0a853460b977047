package tmnf.rl.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the races on a map come to. Times are those of finished races, and missing where there is none.
 *
 * @param races that were driven, at least one
 * @param finished how many of them
 * @param bestMs fastest
 * @param medianMs of two in the middle their mean, rounded down
 * @param worstMs slowest
 * @param furthestZone of all races
 * @param meanValue of all races, see {@link EvalRace#meanValue}
 * @param identical whether all races took the same actions and ended the same
 * @param best the fastest, or where none was finished the one that got furthest
 */
public record EvalStatistics(int races, int finished, Optional<Integer> bestMs, Optional<Integer> medianMs,
        Optional<Integer> worstMs, int furthestZone, double meanValue, boolean identical, EvalRace best) {

    private static final Comparator<EvalRace> BEST_FIRST = Comparator
            .comparing((EvalRace race) -> !race.finished())
            .thenComparing(race -> race.finished() ? race.raceTimeMs() : -race.zone())
            .thenComparing(EvalRace::raceTimeMs).thenComparing(EvalRace::number);

    /** Of races on one map. */
    public static EvalStatistics of(List<EvalRace> races) {
        if (races.isEmpty()) {
            throw new IllegalArgumentException("no race");
        }
        int[] times = races.stream().filter(EvalRace::finished).mapToInt(EvalRace::raceTimeMs).sorted()
                .toArray();
        int count = times.length;
        boolean none = count == 0;
        return new EvalStatistics(races.size(), count, none ? Optional.empty() : Optional.of(times[0]),
                none ? Optional.empty() : Optional.of((times[(count - 1) / 2] + times[count / 2]) / 2),
                none ? Optional.empty() : Optional.of(times[count - 1]),
                races.stream().mapToInt(EvalRace::zone).max().orElseThrow(),
                races.stream().mapToDouble(EvalRace::meanValue).average().orElseThrow(),
                races.stream().allMatch(race -> same(race, races.get(0))),
                races.stream().min(BEST_FIRST).orElseThrow());
    }

    private static boolean same(EvalRace race, EvalRace other) {
        return race.rollout().end() == other.rollout().end() && race.raceTimeMs() == other.raceTimeMs()
                && Arrays.equals(race.rollout().actions(), other.rollout().actions());
    }
}
