package tmnf.rl.save;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tmnf.rl.rollout.Rollout;

/**
 * The best time and the mean of evaluations of each map. Only races that were finished count; the original
 * takes one that was cut off for a record. Confined to one thread. Source: training note, section 9.4.
 */
public final class RunRecords {

    private static final double START_MS = 300_000;
    private static final double KEPT = 0.9;
    private static final double ROBUST = 1.02;

    private final Map<String, Integer> best = new HashMap<>();
    private final Map<String, Integer> greedy = new HashMap<>();
    private final Map<String, Double> means = new HashMap<>();

    /**
     * What a race changed.
     *
     * @param best whether it is the fastest on its map
     * @param bestGreedy whether it is the fastest on its map of which no action was drawn
     * @param robust whether it was an evaluation and not much slower than their mean
     * @param bestMs fastest on its map now; -1: none was finished
     * @param meanMs mean of its map's evaluations, after it
     */
    public record Change(boolean best, boolean bestGreedy, boolean robust, int bestMs, double meanMs) {

        /** Whether its inputs and weights are kept: who drives greedily wants those of greedy races. */
        public boolean isKept() {
            return best || bestGreedy;
        }
    }

    /** Of a run that begins. */
    public RunRecords() {
        this(Map.of(), Map.of(), List.of());
    }

    /**
     * Of a run that goes on, as {@link Statistics} has them.
     *
     * @param kept best races that it kept until then
     */
    public RunRecords(Map<String, Integer> alltimeMinMs, Map<String, Double> rollingMeanMs,
            List<BestRace> kept) {
        best.putAll(alltimeMinMs);
        means.putAll(rollingMeanMs);
        kept.stream().filter(race -> !race.exploring()).forEach(race -> greedy.merge(race.map(),
                race.raceTimeMs(), Math::min));
    }

    /** Takes note of a race. */
    public Change add(Rollout race) {
        String map = race.map();
        int before = best.getOrDefault(map, Integer.MAX_VALUE);
        boolean faster = race.finished() && race.raceTimeMs() < before;
        boolean robust = false;
        if (faster) {
            best.put(map, race.raceTimeMs());
        }
        boolean fasterGreedy = false;
        if (race.finished() && !race.exploring()) {
            fasterGreedy = race.raceTimeMs() < greedy.getOrDefault(map, Integer.MAX_VALUE);
            greedy.merge(map, race.raceTimeMs(), Math::min);
            double mean = KEPT * means.getOrDefault(map, START_MS) + (1 - KEPT) * race.raceTimeMs();
            means.put(map, mean);
            robust = race.raceTimeMs() < ROBUST * mean;
        }
        return new Change(faster, fasterGreedy, robust, best.getOrDefault(map, -1),
                means.getOrDefault(map, START_MS));
    }

    /** Best time of each map, milliseconds. */
    public Map<String, Integer> alltimeMinMs() {
        return Map.copyOf(best);
    }

    /** Mean of each map's evaluations, milliseconds. */
    public Map<String, Double> rollingMeanMs() {
        return Map.copyOf(means);
    }
}
