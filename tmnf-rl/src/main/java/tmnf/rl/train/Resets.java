package tmnf.rl.train;

import java.util.Map;

import tmnf.pretrain.engine.TorchEngine;
import tmnf.rl.config.NetworkSettings;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.learn.LearnerStep;
import tmnf.rl.learn.NetworkReset;

/**
 * When the network is reset, and what of that a checkpoint has to know, so that a run that goes on neither
 * repeats a reset nor leaves one out. Moments of the optimiser and the target network stay as they are.
 * Confined to the learner's thread. Source: training note, section 9.5.
 */
final class Resets {

    private static final String COUNT = "resets";
    private static final String SINCE = "transitions_since_reset";
    private static final String FLAG = "single_reset_flag";
    private static final String BATCH = "batches_at_reset";

    private final TorchEngine engine;
    private long count;
    private long since;
    private int flag;
    private long batch;

    /**
     * Begins, or goes on.
     *
     * @param extra numbers of the checkpoint by name; none of a fresh run
     * @param flag {@code single_reset_flag} as it is now; in a fresh run the one to compare with
     */
    Resets(TorchEngine engine, Map<String, Double> extra, int flag) {
        this.engine = engine;
        count = extra.getOrDefault(COUNT, 0.0).longValue();
        since = extra.getOrDefault(SINCE, 0.0).longValue();
        this.flag = extra.getOrDefault(FLAG, (double) flag).intValue();
        batch = extra.getOrDefault(BATCH, 0.0).longValue();
    }

    /** For a checkpoint. */
    Map<String, Double> state() {
        return Map.of(COUNT, (double) count, SINCE, (double) since, FLAG, (double) flag, BATCH,
                (double) batch);
    }

    /** Transitions to learn from came in. */
    void added(long transitions) {
        since += transitions;
    }

    /** Whether a reset is due: so many transitions are in, or the flag is another one. */
    boolean due(NetworkSettings network) {
        return since >= network.resetEveryNFramesGenerated() || flag != network.singleResetFlag();
    }

    /**
     * Resets the online network.
     *
     * @param seed of the fresh weights
     * @param batches that were learned from until now
     */
    void apply(LearnerStep step, TrainSettings settings, long seed, long batches) {
        NetworkSettings network = settings.network();
        double all = settings.own().annealing() ? settings.own().shrinkPerturb()
                : network.overallResetMulFactor();
        new NetworkReset(all, network.lastLayerResetFactor()).apply(engine, step.online(),
                step.settings().frozen(), seed);
        count++;
        since = 0;
        flag = network.singleResetFlag();
        batch = batches;
    }

    /** Another attempt begins after so many batches. */
    void beginAnew(long batches) {
        since = 0;
        batch = batches;
    }

    /** Resets so far. */
    long count() {
        return count;
    }

    /** Batches that had been learned from at the last one; 0 before the first. */
    long batch() {
        return batch;
    }
}
