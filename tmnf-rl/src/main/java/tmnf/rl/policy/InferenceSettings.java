package tmnf.rl.policy;

import java.time.Duration;
import java.util.Objects;

import tmnf.rl.config.TrainSettings;

/**
 * How decisions are computed.
 *
 * @param quantiles of a decision, K: even ({@code iqn_k})
 * @param randomQuantiles whether decisions that explore draw their quantiles, as upstream's do ({@code
 *     random_quantiles}); else they take the fixed ones, whose features are computed once for each snapshot.
 *     Greedy ones always do
 * @param batch most decisions of one pass
 * @param queue decisions that may wait
 * @param deadline of an answer
 */
public record InferenceSettings(int quantiles, boolean randomQuantiles, int batch, int queue,
        Duration deadline) {

    /** Upstream's number of quantiles, fixed; 16 games at once; 5 s. */
    public static final InferenceSettings DEFAULT = new InferenceSettings(32, false, 16, 64,
            Duration.ofSeconds(5));

    /** As a configuration says. */
    public static InferenceSettings of(TrainSettings settings) {
        return new InferenceSettings(settings.network().iqnK(), settings.own().randomQuantiles(),
                DEFAULT.batch, DEFAULT.queue, DEFAULT.deadline);
    }

    /** Checks the ranges. */
    public InferenceSettings {
        Objects.requireNonNull(deadline, "deadline");
        if (quantiles < 2 || quantiles % 2 != 0 || batch < 1 || queue < 1 || deadline.isNegative()
                || deadline.isZero()) {
            throw new IllegalArgumentException("quantiles are even and 2 or more, batch and queue 1 or more, "
                    + "the deadline above 0: quantiles " + quantiles + ", batch " + batch + ", queue " + queue
                    + ", deadline " + deadline);
        }
    }
}
