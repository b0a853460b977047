package tmnf.rl.policy;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Holds an action that was drawn for several decisions: single ones cancel each other out, while it takes a
 * second of braking to learn what braking is good for. How long is drawn with a probability of n<sup>-2</sup>
 * up to the longest. The share of decisions that are drawn stays epsilon. Of one game: it remembers what it
 * holds, also into the next race. Source: Dabney et al. 2021, arXiv 2006.01782 (εz-greedy).
 */
public final class HeldActions extends ChangedDecisions {

    private final double[] upTo; // probability of at most so many decisions, from 1 on
    private final double mean;
    private final SplittableRandom random;
    private int held;
    private int left; // decisions for which it is still held

    /**
     * Around a decider.
     *
     * @param longest decisions for which an action is held at most, at least 1
     */
    public HeldActions(Decider decider, int longest, SplittableRandom random) {
        super(decider);
        if (longest < 1) {
            throw new IllegalArgumentException("actions are held for 1 decision or more, not " + longest);
        }
        this.random = random;
        upTo = new double[longest];
        double all = 0;
        double weighted = 0;
        for (int n = 1; n <= longest; n++) {
            all += 1.0 / n / n;
            weighted += 1.0 / n;
            upTo[n - 1] = all;
        }
        for (int i = 0; i < longest; i++) {
            upTo[i] /= all;
        }
        mean = weighted / all;
    }

    @Override
    Decision decide(Decider by, ByteBuffer frame, float[] numbers, Exploration exploration)
            throws InterruptedException {
        double share = exploration.epsilon();
        if (share == 0) {
            left = 0;
            return by.decide(frame, numbers, exploration);
        }
        Decision best = by.decide(frame, numbers, new Exploration(0, share < 1
                ? Math.min(1, exploration.boltzmann() / (1 - share)) : 0, exploration.noise()));
        if (left == 0 && random.nextDouble() < share / (mean * (1 - share) + share)) {
            held = random.nextInt(best.values().length);
            left = length(random.nextDouble());
        }
        if (left == 0) {
            return best;
        }
        left--;
        return new Decision(held, held == ActionChoice.best(best.values()), best.values(), best.version());
    }

    private int length(double chance) {
        int i = 0;
        while (i < upTo.length - 1 && chance >= upTo[i]) {
            i++;
        }
        return i + 1;
    }
}
