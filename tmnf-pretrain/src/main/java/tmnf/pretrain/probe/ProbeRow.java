package tmnf.pretrain.probe;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well targets are read from one kind of features on what the probe has not learned from. Empty where
 * the features say nothing about a target, or no frame has it.
 *
 * @param name such as {@code encoder} or {@code random}
 * @param features numbers that the probe gets; 0 where there is no probe
 * @param speedR2 share of the variance of the speed that is explained; 1 is all, 0 none, below 0 worse than
 *     the mean of what it is judged on
 * @param speedError root of the mean square, m/s
 * @param directionR2 the same share for the way to the next zone, over its three coordinates together
 * @param directionError mean angle between what is told and what is, degrees
 * @param actionAccuracy share of the actions that are told right
 * @param actionBalanced mean of that share over the actions that there are
 * @param spread how much an encoder's features vary; empty where there is no encoder
 */
public record ProbeRow(String name, int features, OptionalDouble speedR2, OptionalDouble speedError,
        OptionalDouble directionR2, OptionalDouble directionError, OptionalDouble actionAccuracy,
        OptionalDouble actionBalanced, Optional<FeatureSpread> spread) {

    /** Checks that nothing is null. */
    public ProbeRow {
        Objects.requireNonNull(spread, "spread");
    }

    /** The same of an encoder whose features vary so much. */
    ProbeRow with(Optional<FeatureSpread> itsSpread) {
        return new ProbeRow(name, features, speedR2, speedError, directionR2, directionError, actionAccuracy,
                actionBalanced, itsSpread);
    }
}
