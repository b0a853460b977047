package tmnf.rl.train;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.optim.AdamState;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.config.TrainingSettings;
import tmnf.rl.learn.LayerGradient;
import tmnf.rl.learn.LearnerStep;
import tmnf.rl.metrics.LayerNorms;

/**
 * What TensorBoard is told of networks at the end of a window: sizes of gradients, weights and moments, layer
 * by layer, how far quantiles lie apart, and what the configuration says. Confined to the learner's thread.
 */
final class LearnerFigures {

    /** Gradients of so many steps apart are looked at: each is copied out of the engine for that. */
    private static final int EVERY = 16;
    private static final int QUANTILES = 32;
    private static final double FIRST_QUANTILE = 0.05;
    private static final double LAST_QUANTILE = 0.95;

    private final LiveSettings live;
    private final Horizon horizon;
    private final LimitShare limits;
    private final LearnerStep step;
    private final RaceFacts races;
    private final LayerNorms gradients = new LayerNorms();
    private long steps;

    LearnerFigures(LiveSettings live, Horizon horizon, LimitShare limits, LearnerStep step,
            RaceFacts races) {
        this.live = live;
        this.horizon = horizon;
        this.limits = limits;
        this.step = step;
        this.races = races;
    }

    /** A step was made. */
    void learned() {
        if (steps++ % EVERY == 0) {
            for (LayerGradient layer : step.lastGradient()) {
                gradients.add(layer.name(), layer.length(), layer.largest());
            }
        }
    }

    /** Figures by tag; the next window begins. */
    Map<String, Double> window(double learningRate) {
        TrainSettings settings = live.settings();
        TrainingSettings training = settings.training();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("Training/weight_decay", training.weightDecayLrRatio() * learningRate);
        values.put("Training/batch_size", (double) training.batchSize());
        values.put("Training/n_steps", (double) horizon.steps());
        values.put("Training/discard_non_greedy_actions_in_nsteps",
                training.discardNonGreedyActionsInNsteps() ? 1.0 : 0.0);
        values.put("RL/limit_speed_share", limits.getAsDouble());
        values.put("Buffer/number_times_single_memory_is_used_before_discard",
                settings.memory().numberTimesSingleMemoryIsUsedBeforeDiscard());
        values.putAll(gradients.take());
        layers(values);
        races.start().ifPresent(start -> spread(start, values));
        return values;
    }

    private void layers(Map<String, Double> values) {
        float[] weights = step.online().toFloats();
        AdamState state = step.optimiser().state();
        List<String> frozen = step.settings().frozen();
        double eps = step.settings().eps();
        int at = 0;
        for (WeightSpec spec : step.network().specs()) {
            int end = at + Math.toIntExact(spec.size());
            values.put("Network/weights/" + spec.name() + "/L2", rms(weights, at, end, x -> x));
            if (state.steps() > 0 && frozen.stream().noneMatch(spec.name()::startsWith)) {
                String of = "Network/optimizer/" + spec.name() + "/";
                values.put(of + "adaptive_lr_L2", rms(state.meanSquare(), at, end,
                        x -> 1 / (Math.sqrt(x) + eps)));
                values.put(of + "exp_avg_L2", rms(state.mean(), at, end, x -> x));
                values.put(of + "exp_avg_sq_L2", rms(state.meanSquare(), at, end, x -> x));
            }
            at = end;
        }
    }

    /** Root of the mean square. */
    private static double rms(float[] values, int from, int to, DoubleUnaryOperator of) {
        double squares = 0;
        for (int i = from; i < to; i++) {
            double value = of.applyAsDouble(values[i]);
            squares += value * value;
        }
        return Math.sqrt(squares / Math.max(1, to - from));
    }

    /** How far the quantiles of each action lie apart at the first moment of the last race. */
    private void spread(RaceFacts.Start start, Map<String, Double> values) {
        float[] tau = new float[QUANTILES];
        for (int i = 0; i < QUANTILES; i++) {
            tau[i] = (float) (FIRST_QUANTILE + (LAST_QUANTILE - FIRST_QUANTILE) * i / (QUANTILES - 1));
        }
        ByteBuffer picture = ByteBuffer.allocateDirect(start.picture().length).put(start.picture()).clear();
        float[] all = step.quantiles(picture, FloatBuffer.wrap(start.numbers()), tau);
        int actions = step.network().actions();
        for (int action = 0; action < actions; action++) {
            double[] each = new double[QUANTILES];
            for (int i = 0; i < QUANTILES; i++) {
                each[i] = all[i * actions + action];
            }
            double mean = Arrays.stream(each).average().orElseThrow();
            double squares = Arrays.stream(each).map(x -> (x - mean) * (x - mean)).sum();
            values.put("IQN/quantile_std_action_" + action, Math.sqrt(squares / (QUANTILES - 1)));
        }
    }
}
