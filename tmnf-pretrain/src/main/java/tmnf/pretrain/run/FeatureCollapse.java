package tmnf.pretrain.run;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Features that became all the same, as the figures of an epoch show it: those of validation where there are
 * any, for those of training are of weights that moved meanwhile.
 */
public final class FeatureCollapse {

    /** Figure: share of the features that hardly vary. */
    public static final String STILL = "latent_still";
    /** Share of them from which on nobody would call it a few. */
    private static final double MANY = 0.1;
    private static final double PERCENT = 100;

    private FeatureCollapse() {
    }

    /** Says so if many features of an epoch hardly vary. */
    public static Optional<String> of(Map<String, Double> figures) {
        boolean validated = !figures.getOrDefault(EpochRow.VALIDATION + STILL, Double.NaN).isNaN();
        String of = validated ? EpochRow.VALIDATION : EpochRow.TRAIN;
        double still = figures.getOrDefault(of + STILL, 0.0);
        return still < MANY ? Optional.empty() : Optional.of(String.format(Locale.ROOT,
                "%.0f %% of the features hardly vary from frame to frame%s, the variance of the least is "
                + "%.2g: the encoder collapses, or has not come far yet%s; more epochs, or a larger variance "
                + "weight, keep features apart",
                PERCENT * still, validated ? " of held-out tracks" : "",
                figures.getOrDefault(of + "latent_var_min", Double.NaN),
                validated ? ", or these tracks show little" : ""));
    }
}
