package tmnf.rl.metrics;

import java.util.Map;

import tmnf.rl.save.Statistics;

/**
 * What the learner knows at the end of a window, besides its steps.
 *
 * @param counters of the run
 * @param seconds of wall time that the window lasted
 * @param waitingSeconds of these, for races
 * @param learningRate of the schedule
 * @param epsilon of the schedule
 * @param bufferSize transitions in it
 * @param bufferCapacity transitions that fit
 * @param priorities of all transitions; empty where they are sampled evenly
 * @param bestMs of each map
 * @param more further numbers by tag, such as {@code RL/gamma} or
 *     {@code Gradients/by_layer/A_head.0.weight/L2_median}
 */
public record WindowFigures(Statistics.Counters counters, double seconds, double waitingSeconds,
        double learningRate, double epsilon, long bufferSize, long bufferCapacity, float[] priorities,
        Map<String, Integer> bestMs, Map<String, Double> more) {
}
