package tmnf.rl.learn;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How the learner learns; names and defaults are those of the training configuration.
 *
 * @param quantiles of a state, N: even ({@code iqn_n})
 * @param kappa threshold of the Huber loss ({@code iqn_kappa})
 * @param doubleDqn whether the online network chooses the next action ({@code use_ddqn}); else each quantile
 *     of the target network chooses its own
 * @param selfLossRatio see {@link SelfLoss} ({@code target_self_loss_clamp_ratio})
 * @param clipNorm longest gradient ({@code clip_grad_norm}); 0 for none
 * @param clipValue largest element of a gradient, after that ({@code clip_grad_value}); 0 for none
 * @param referenceBatch the gradient is that of a batch of so many transitions like those of the batch at
 *     hand, so that it, and what {@code clipNorm} cuts off, does not grow with the batch; 0 for the sum over
 *     the batch, upstream's
 * @param eps of RAdam ({@code adam_epsilon})
 * @param beta1 of RAdam ({@code adam_beta1})
 * @param beta2 of RAdam ({@code adam_beta2})
 * @param decayRatio what weights lose in a step, times the step size ({@code weight_decay_lr_ratio})
 * @param frozen prefixes of names of weights that never change
 * @param munchausen whether rewards get a share of the policy's logarithm; empty, upstream's, for none
 */
public record LearnerSettings(int quantiles, double kappa, boolean doubleDqn, double selfLossRatio,
        double clipNorm, double clipValue, int referenceBatch, double eps, double beta1, double beta2,
        double decayRatio, List<String> frozen, Optional<Munchausen> munchausen) {

    /** Upstream's values, but for {@code referenceBatch}: with its batch of 512 it is the same. */
    public static final LearnerSettings DEFAULT = new LearnerSettings(8, 0.005, true, 4, 30, 1000, 512, 1e-4,
            0.9, 0.999, 0.1, List.of(), Optional.empty());

    /**
     * Munchausen targets: the reward grows by {@code share * max(floor, temperature * log pi(action))}, and
     * the next state's value is that of the softmax policy with its entropy. Source: Vieillard et al. 2020,
     * arXiv 2007.14430, whose values are 0.9, 0.03 and -1.
     *
     * @param share of the logarithm, 0 to 1
     * @param temperature of the softmax over mean values, above 0
     * @param floor below 0
     */
    public record Munchausen(double share, double temperature, double floor) {

        /** The paper's. */
        public static final Munchausen DEFAULT = new Munchausen(0.9, 0.03, -1);

        /** Checks the ranges. */
        public Munchausen {
            if (!(share >= 0 && share <= 1) || !(temperature > 0) || !(floor < 0)) {
                throw new IllegalArgumentException("the share is 0 to 1, the temperature above 0, the floor "
                        + "below 0, not " + share + ", " + temperature + ", " + floor);
            }
        }
    }

    /** The same with another one's limits of gradients, ratio of self losses and decay. */
    public LearnerSettings adjusted(LearnerSettings other) {
        return new LearnerSettings(quantiles, kappa, doubleDqn, other.selfLossRatio, other.clipNorm,
                other.clipValue, referenceBatch, eps, beta1, beta2, other.decayRatio, frozen, munchausen);
    }

    /** Whether the online network chooses the next action: Munchausen targets choose none. */
    boolean onlineChooses() {
        return doubleDqn && munchausen.isEmpty();
    }

    /** Checks the ranges. */
    public LearnerSettings {
        frozen = List.copyOf(frozen);
        Objects.requireNonNull(munchausen, "munchausen");
        if (quantiles < 2 || quantiles % 2 != 0) {
            throw new IllegalArgumentException("quantiles (iqn_n) are even and 2 or more, not " + quantiles);
        }
        if (!(kappa > 0) || !(selfLossRatio > 0) || !(clipNorm >= 0) || !(clipValue >= 0)
                || referenceBatch < 0 || !(eps >= 0) || !(beta1 >= 0 && beta1 < 1)
                || !(beta2 >= 0 && beta2 < 1) || !(decayRatio >= 0)) {
            throw new IllegalArgumentException("kappa and the ratio of self losses are above 0, betas 0 to "
                    + "below 1, the others 0 or more: kappa " + kappa + ", ratio " + selfLossRatio + ", "
                    + "clips "
                    + clipNorm + " and " + clipValue + ", reference batch " + referenceBatch + ", eps " + eps
                    + ", betas " + beta1 + " and " + beta2 + ", decay " + decayRatio);
        }
    }
}
