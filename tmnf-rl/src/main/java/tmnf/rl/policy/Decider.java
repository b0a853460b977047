package tmnf.rl.policy;

import java.nio.ByteBuffer;

/** Decides what to do; several threads may ask at once. */
public interface Decider {

    /**
     * Decides for one observation.
     *
     * @param frame grey pixels (H * W) from its position on, read only; without any where no picture is seen
     * @param numbers the observation, not normalised
     * @param exploration how much is left to chance; {@link Exploration#NONE} is greedy with fixed quantiles
     * @throws InterruptedException while it waits for an answer
     */
    Decision decide(ByteBuffer frame, float[] numbers, Exploration exploration) throws InterruptedException;

    /**
     * The same for one race, by the weights of its first decision although newer ones may come. Where weights
     * never change there is nothing to hold.
     */
    default RaceDecider hold() {
        return RaceDecider.of(this, () -> { });
    }
}
