package tmnf.pretrain.run;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of an epoch.
 *
 * @param epoch from 1
 * @param step of the optimiser at its end, counted over all epochs
 * @param values by name, such as {@code train_loss}; sorted by name
 */
public record EpochRow(int epoch, long step, Map<String, Double> values) {

    /** Names of figures of training. */
    public static final String TRAIN = "train_";
    /** Names of figures of validation. */
    public static final String VALIDATION = "val_";

    /** Checks the ranges. */
    public EpochRow {
        if (epoch < 1 || step < 0) {
            throw new IllegalArgumentException("epochs count from 1 and steps from 0, not epoch " + epoch
                    + ", step " + step);
        }
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }
}
