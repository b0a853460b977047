package tmnf.rl.metrics;

import java.util.Map;

/**
 * What is known of a race besides its rollout.
 *
 * @param robust whether it was an evaluation not much slower than their mean
 * @param trained whether transitions of its map are learned from; else a map for tests only
 * @param splitsMs from one checkpoint to the next, milliseconds; may be empty
 * @param authorMs author's time; 0: not known
 * @param goldMs time of the gold medal; 0: not known
 * @param timers what parts of the collector took for a decision, ns, by name, such as {@code grab_frame}
 * @param more further numbers by tag, such as {@code Performance/inference_batch_size}
 */
public record RaceNotes(boolean robust, boolean trained, int[] splitsMs, int authorMs, int goldMs,
        Map<String, Double> timers, Map<String, Double> more) {

    /** Of a race of which nothing else is known. */
    public static RaceNotes none(boolean robust) {
        return new RaceNotes(robust, true, new int[0], 0, 0, Map.of(), Map.of());
    }
}
