package tmnf.pretrain.cloning;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;
import tmnf.tminterface.observation.Normalisation;

/**
 * An encoder and numbers beside the picture, and for each time a head on both: a linear layer, or two as in
 * the driver's {@code A_head}. Source: pretraining note, section 10. The weights under PyTorch's names:
 *
 * <pre>
 * encoder.0.weight ... encoder.6.bias    fusion.weight, fusion.bias (stacks of mode concat)
 * float_head.0.*, float_head.2.*         with numbers
 * action_head.*                          one linear head
 * action_head.0.*, action_head.2.*       one head of two layers
 * action_head.I.*, action_head.I.0.* ... several heads
 * </pre>
 *
 * <p>The second layer of a head is called 2 also where something is dropped before it, as in the driver's
 * network. (Upstream's is then called 3.)
 *
 * @param floats numbers beside the picture; empty for a network that sees only the picture
 * @param headHidden width of the hidden layer of a head; 0 for heads of one linear layer
 */
public record CloningNetwork(StackedEncoder encoder, Optional<Floats> floats, int heads, int headHidden,
        int actions, Dropout dropout) implements PolicyNetwork {

    /** Prefix of what looks at the numbers. */
    static final String FLOAT_HEAD = "float_head.";
    /** Prefix of the heads. */
    static final String ACTION_HEAD = "action_head";

    /**
     * Numbers beside the picture.
     *
     * @param scaling of the numbers
     * @param hidden features that are made of them
     */
    public record Floats(Normalisation scaling, int hidden) {

        /** Checks the range. */
        public Floats {
            Objects.requireNonNull(scaling, "scaling");
            if (hidden < 1) {
                throw new IllegalArgumentException("features of numbers are 1 or more, not " + hidden);
            }
        }
    }

    /** Checks the ranges. */
    public CloningNetwork {
        Objects.requireNonNull(encoder, "encoder");
        Objects.requireNonNull(floats, "floats");
        Objects.requireNonNull(dropout, "dropout");
        if (heads < 1 || headHidden < 0 || actions < 2) {
            throw new IllegalArgumentException("no network: heads " + heads + ", hidden " + headHidden
                    + ", actions " + actions);
        }
    }

    @Override
    public Optional<Normalisation> scaling() {
        return floats.map(Floats::scaling);
    }

    /** Number of features that the heads get. */
    public int features() {
        return encoder.features() + floats.map(Floats::hidden).orElse(0);
    }

    /** Whether a head is two layers, not one. */
    boolean hasTwoLayers() {
        return headHidden > 0;
    }

    /**
     * Whether the heads have a place in the driver's network: not those of one layer, and not those that look
     * at frames that were put together behind the encoder.
     */
    public boolean hasHeadsOfDriver() {
        return hasTwoLayers() && (encoder.frames() == 1 || encoder.mode() == StackedEncoder.Mode.CHANNEL);
    }

    @Override
    public String head(int index) {
        return ACTION_HEAD + (heads > 1 ? "." + index : "") + ".";
    }

    @Override
    public List<WeightSpec> specs() {
        List<WeightSpec> specs = new ArrayList<>(encoder.specs());
        floats.ifPresent(numbers -> specs.addAll(Layers.twoLayers(FLOAT_HEAD, numbers.scaling().size(),
                numbers.hidden(), numbers.hidden())));
        for (int i = 0; i < heads; i++) {
            specs.addAll(headHidden > 0 ? Layers.twoLayers(head(i), features(), headHidden, actions)
                    : WeightSpec.linear(linear(i), features(), actions));
        }
        return specs;
    }

    private String linear(int index) {
        String prefix = head(index);
        return prefix.substring(0, prefix.length() - 1);
    }

    @Override
    public NDArray logits(Weights weights, NDArray pictures, Optional<NDArray> observed,
            Optional<SplittableRandom> random) {
        NDArray seen = encoder.forward(weights, pictures);
        NDArray all = floats.isEmpty() ? seen : seen.concat(Layers.ofFloats(weights, FLOAT_HEAD,
                floats.get().scaling(), observed), 1);
        NDArray features = Dropout.drop(all, dropout.features(), random);
        NDList rated = new NDList();
        for (int i = 0; i < heads; i++) {
            rated.add(headHidden > 0 ? Layers.twoLayers(weights, head(i), features, dropout.hidden(), random)
                    : Layers.linear(weights, linear(i), features));
        }
        return NDArrays.stack(rated, 1);
    }
}
