package tmnf.pretrain.objective;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import tmnf.pretrain.engine.Tensors;

/** What the encoder gets of a pixel p, 0 to 255. */
public enum Normalization {
    /** p / 255. */
    ZERO_ONE("01", 1, 0),
    /** (p / 255 - 0.5) / 0.5, upstream's. */
    IQN("iqn", 2, -1),
    /** (p - 128) / 128: exactly what the driver's network gets. */
    RL("rl", 255f / 128, -1);

    private final String label;
    private final float factor;
    private final float offset;

    Normalization(String label, float factor, float offset) {
        this.label = label;
        this.factor = factor;
        this.offset = offset;
    }

    /** The one that configurations call so; empty for none. */
    public static Optional<Normalization> of(String label) {
        return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
    }

    /** From pixels of 0 to 1, which stay as they are; themselves where nothing is to be done. */
    public NDArray apply(NDArray pictures) {
        return this == ZERO_ONE ? pictures : pictures.mul(Tensors.number(pictures, factor)).addi(offset);
    }

    /** What a pixel of 0 to 1 is multiplied with. */
    public double factor() {
        return factor;
    }

    /** What is added to that. */
    public double offset() {
        return offset;
    }

    /** The word in configurations and in {@code pretrain_meta.json}. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
