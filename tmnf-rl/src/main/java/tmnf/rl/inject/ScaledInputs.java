package tmnf.rl.inject;

import java.util.Arrays;

import tmnf.tminterface.observation.Normalisation;

/** The first layer on the numbers beside the picture, which scaling is a part of in effect. */
final class ScaledInputs {

    static final String CHANGE = "other scaling of the inputs folded";

    private ScaledInputs() {
    }

    static boolean same(Normalisation one, Normalisation other) {
        return Arrays.equals(one.mean(), other.mean()) && Arrays.equals(one.std(), other.std());
    }

    /**
     * Changes a layer so that it answers to numbers that are scaled in one way as it did to the same numbers
     * that were scaled in another.
     *
     * @param weight (out, numbers), changed
     * @param bias (out), changed
     * @param trained how they were scaled
     * @param given how they will be scaled
     */
    static void fold(float[] weight, float[] bias, Normalisation trained, Normalisation given) {
        // (f - m) / s with f = x s' + m': x s' / s + (m' - m) / s.
        int numbers = trained.size();
        float[] mean = trained.mean();
        float[] std = trained.std();
        float[] givenMean = given.mean();
        float[] givenStd = given.std();
        for (int out = 0; out < bias.length; out++) {
            double moved = bias[out];
            for (int i = 0; i < numbers; i++) {
                double before = weight[out * numbers + i];
                moved += before * (((double) givenMean[i] - mean[i]) / std[i]);
                weight[out * numbers + i] = (float) (before * ((double) givenStd[i] / std[i]));
            }
            bias[out] = (float) moved;
        }
    }
}
