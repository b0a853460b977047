package tmnf.rl.inject;

import java.util.Optional;

import tmnf.pretrain.objective.Normalization;

/** Which normalisation of its pictures the encoder was trained on, and so what is folded into it. */
public enum Fold {
    /** What {@code pretrain_meta.json} says; without it nothing is folded. */
    AUTO("auto", Optional.empty()),
    /** Nothing is folded, whatever the encoder was trained on. */
    NONE("none", Optional.empty()),
    /** Pictures of 0 to 1. */
    ZERO_ONE("01", Optional.of(Normalization.ZERO_ONE)),
    /** Pictures of -1 to 1, upstream's {@code iqn}. */
    IQN("iqn", Optional.of(Normalization.IQN));

    private final String label;
    private final Optional<Normalization> normalization;

    Fold(String label, Optional<Normalization> normalization) {
        this.label = label;
        this.normalization = normalization;
    }

    /** The normalisation that it names, if any. */
    public Optional<Normalization> normalization() {
        return normalization;
    }

    @Override
    public String toString() {
        return label;
    }
}
