package tmnf.pretrain.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import ai.djl.ndarray.NDArray;
import tmnf.pretrain.engine.Tensors;

/**
 * An encoder of several frames in a row.
 *
 * @param frames of a stack, at least 1
 * @param mode how they are put together
 * @param height of a frame
 * @param width of a frame
 */
public record StackedEncoder(int frames, Mode mode, int height, int width) {

    /** Prefix of the encoder's own weights, which are what is exported. */
    public static final String ENCODER = "encoder.";

    private static final String FUSION = "fusion";

    /** How frames are put together. */
    public enum Mode {
        /** As channels of one picture. */
        CHANNEL,
        /** Each by the same encoder, then all features through a linear layer. */
        CONCAT
    }

    /** Checks the ranges. */
    public StackedEncoder {
        Objects.requireNonNull(mode, "mode");
        if (frames < 1) {
            throw new IllegalArgumentException("a stack has 1 frame or more, not " + frames);
        }
    }

    /** The encoder of a picture. */
    public Encoder encoder() {
        return new Encoder(mode == Mode.CHANNEL ? frames : 1, height, width);
    }

    private boolean isFused() {
        return mode == Mode.CONCAT && frames > 1;
    }

    /** Number of features. */
    public int features() {
        return encoder().features();
    }

    /** The weights. */
    public List<WeightSpec> specs() {
        List<WeightSpec> specs = new ArrayList<>(encoder().specs(ENCODER));
        if (isFused()) {
            specs.addAll(WeightSpec.linear(FUSION, frames * features(), features()));
        }
        return specs;
    }

    /**
     * Moves biases of the encoder's convolutions until no channel is dead over these stacks: {@link
     * DeadChannels}.
     *
     * @param stacks (B, frames, height, width), normalised
     */
    public void wakeDeadChannels(Weights weights, NDArray stacks) {
        DeadChannels.wake(weights, ENCODER, isFused() ? each(stacks) : stacks);
    }

    /** Each frame of stacks as a picture. */
    private NDArray each(NDArray stacks) {
        return stacks.reshape(stacks.getShape().get(0) * frames, 1, height, width);
    }

    /** (B, frames, height, width), normalised -> (B, features). */
    public NDArray forward(Weights weights, NDArray stacks) {
        if (!isFused()) {
            return encoder().forward(weights, ENCODER, stacks);
        }
        long batch = stacks.getShape().get(0);
        NDArray each = encoder().forward(weights, ENCODER, each(stacks));
        return Tensors.linear(each.reshape(batch, (long) frames * features()), weights.get(FUSION
                + ".weight"),
                weights.get(FUSION + ".bias"));
    }
}
