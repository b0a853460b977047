package tmnf.pretrain.run;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Features that became all the same, as the figures of an epoch show it: those of what is learned from. A
 * collapse is one of the encoder, whatever it looks at; that features vary less on a few held-out tracks may
 * be due to these tracks.
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
        double still = figures.getOrDefault(EpochRow.TRAIN + STILL, 0.0);
        return still < MANY ? Optional.empty() : Optional.of(String.format(Locale.ROOT,
                "%.0f %% of the features hardly vary from frame to frame of what is learned from, the "
                + "variance of the least is %.2g: the encoder collapses, or has not come far yet; more "
                + "epochs, or a larger variance weight, keep features apart",
                PERCENT * still, figures.getOrDefault(EpochRow.TRAIN + "latent_var_min", Double.NaN)));
    }
}
