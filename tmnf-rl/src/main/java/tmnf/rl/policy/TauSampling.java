package tmnf.rl.policy;

import java.util.SplittableRandom;

/**
 * Quantiles to ask a network for, quantile-major: of quantile q and state b at {@code q * B + b}. Source:
 * training note, section 3.
 */
public final class TauSampling {

    private TauSampling() {
    }

    /**
     * Quantiles drawn one in each of N / 2 equal parts of the lower half, and their mirror images in the
     * upper: {@code (q + u) / N}, then {@code 1 - (q + u) / N}.
     *
     * @param batch states, B
     * @param count quantiles of a state, N: even
     * @param uniform numbers of 0 to below 1: N / 2 * B
     */
    public static float[] symmetric(int batch, int count, float[] uniform) {
        requireEven(count);
        int half = count / 2 * batch;
        if (uniform.length != half) {
            throw new IllegalArgumentException(half + " numbers are needed, not " + uniform.length);
        }
        float[] taus = new float[2 * half];
        for (int i = 0; i < half; i++) {
            taus[i] = (i / batch + uniform[i]) / count;
            taus[half + i] = 1 - taus[i];
        }
        return taus;
    }

    /** The same with numbers drawn here. */
    public static float[] symmetric(int batch, int count, SplittableRandom random) {
        requireEven(count);
        float[] uniform = new float[count / 2 * batch];
        for (int i = 0; i < uniform.length; i++) {
            uniform[i] = (random.nextInt() >>> 8) * 0x1p-24f;
        }
        return symmetric(batch, count, uniform);
    }

    /** The middles of K equal parts, the same each time: {@code (k + 0.5) / K}. */
    public static float[] fixed(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("quantiles are 1 or more, not " + count);
        }
        float[] taus = new float[count];
        for (int k = 0; k < count; k++) {
            taus[k] = (k + 0.5f) / count;
        }
        return taus;
    }

    private static void requireEven(int count) {
        if (count < 2 || count % 2 != 0) {
            throw new IllegalArgumentException("quantiles come in pairs: their number is even and 2 or more, "
                    + "not " + count);
        }
    }
}
