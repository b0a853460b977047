package tmnf.pretrain.train;

import java.util.SplittableRandom;

/**
 * Randomness of each step alone, a function of the run's seed and the step's place: a run that is gone on
 * with draws what one without a break draws.
 */
final class Draws {

    private static final long STEP = 0x9E3779B97F4A7C15L; // odd, bits well spread: the golden ratio's
    private static final int VALIDATION = -1;

    private Draws() {
    }

    /** For a step of training; epochs and steps from 1. */
    static SplittableRandom training(long seed, int epoch, int step) {
        return of(seed, epoch, step);
    }

    /** For a batch of validation: the same in each epoch, so that epochs can be compared. */
    static SplittableRandom validation(long seed, int step) {
        return of(seed, VALIDATION, step);
    }

    private static SplittableRandom of(long seed, int epoch, int step) {
        long mixed = new SplittableRandom(seed * STEP + epoch).nextLong();
        return new SplittableRandom(mixed * STEP + step);
    }
}
