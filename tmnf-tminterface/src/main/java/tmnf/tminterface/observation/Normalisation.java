package tmnf.tminterface.observation;

/**
 * The scaling of observations before they enter a network: {@code (x - mean) / std} in single precision. It
 * belongs to the weights that were trained with it. Immutable.
 */
public final class Normalisation {

    private final float[] mean;
    private final float[] std;

    private Normalisation(float[] mean, float[] std) {
        this.mean = mean;
        this.std = std;
    }

    /** The scaling that a layout declares. */
    public static Normalisation of(ObservationLayout layout) {
        float[] mean = new float[layout.size()];
        float[] std = new float[layout.size()];
        int at = 0;
        for (Feature feature : layout.features()) {
            for (Feature.Scale scale : feature.scales()) {
                mean[at] = scale.mean();
                std[at++] = scale.std();
            }
        }
        return new Normalisation(mean, std);
    }

    /**
     * A scaling that travelled with weights.
     *
     * @throws IllegalArgumentException when the lengths differ, a number is not finite or a deviation not
     *     above 0
     */
    public static Normalisation of(float[] mean, float[] std) {
        if (mean.length != std.length) {
            throw new IllegalArgumentException(mean.length + " means but " + std.length + " deviations");
        }
        for (int i = 0; i < mean.length; i++) {
            if (!Float.isFinite(mean[i]) || !(std[i] > 0) || !Float.isFinite(std[i])) {
                throw new IllegalArgumentException("number " + i + ": mean " + mean[i] + ", std " + std[i]);
            }
        }
        return new Normalisation(mean.clone(), std.clone());
    }

    public int size() {
        return mean.length;
    }

    /** A copy of the means. */
    public float[] mean() {
        return mean.clone();
    }

    /** A copy of the deviations. */
    public float[] std() {
        return std.clone();
    }

    /** Scales one observation; source and target may be the same place. */
    public void apply(float[] source, int from, float[] target, int at) {
        for (int i = 0; i < mean.length; i++) {
            target[at + i] = (source[from + i] - mean[i]) / std[i];
        }
    }
}
