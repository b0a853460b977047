package tmnf.rl.policy;

/**
 * What a service did since its figures were taken the last time.
 *
 * @param batches how many passes had 1, 2, 3 and so on decisions; not to be modified
 * @param decisions that were made
 * @param meanLatencyMs from question to answer; 0 without decisions
 * @param longestLatencyMs of one decision
 * @param meanAgeMs since the weights that decided were published, which grows while a race holds them; 0
 *     without decisions
 * @param oldestAgeMs of one decision
 * @param snapshots that were taken into use
 */
public record InferenceFigures(long[] batches, long decisions, double meanLatencyMs, double longestLatencyMs,
        double meanAgeMs, double oldestAgeMs, long snapshots) {

    /** Mean number of decisions of a pass; 0 without any. */
    public double meanBatch() {
        long passes = 0;
        for (long count : batches) {
            passes += count;
        }
        return passes == 0 ? 0 : decisions / (double) passes;
    }
}
