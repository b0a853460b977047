package tmnf.pretrain.cloning;

import java.util.Optional;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;

/**
 * Sets some numbers to 0 while a network is trained, and makes the others larger for it. Drawn in Java from
 * the step's randomness, so that a resumed run drops what an uninterrupted one drops. Source: Srivastava et
 * al. 2014.
 *
 * @param features share of the features that the heads get, 0 to below 1
 * @param hidden share of the hidden layer of a head, 0 to below 1
 */
public record Dropout(double features, double hidden) {

    /** Nothing is dropped. */
    public static final Dropout NONE = new Dropout(0, 0);

    /** Checks the ranges. */
    public Dropout {
        if (!(features >= 0 && features < 1) || !(hidden >= 0 && hidden < 1)) {
            throw new IllegalArgumentException("dropout is 0 to below 1, not " + features + " of features, "
                    + hidden + " of hidden layers");
        }
    }

    /** What is left of the numbers; themselves without randomness, so where nothing is trained. */
    static NDArray drop(NDArray numbers, double share, Optional<SplittableRandom> random) {
        if (share == 0 || random.isEmpty()) {
            return numbers;
        }
        SplittableRandom draws = random.get();
        float kept = (float) (1 / (1 - share));
        float[] factors = new float[Math.toIntExact(numbers.size())];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = draws.nextDouble() < share ? 0 : kept;
        }
        return numbers.mul(numbers.getManager().create(factors, numbers.getShape()));
    }
}
