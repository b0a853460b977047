package tmnf.pretrain.cloning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;
import tmnf.tminterface.observation.Normalisation;

/**
 * The driver's own network, whose values at one quantile are taken as ratings. Several heads share all but
 * the {@code A_head}: values of head i are V + A_i - mean(A_i). Source: pretraining note, section 10. Weights
 * are called as in {@link IqnNetwork}, but {@code encoder.*} for {@code img_head.*}, and with several heads
 * {@code A_heads.I.*} for {@code A_head.*}.
 *
 * @param encoder of a frame or of frames as channels; another stack has no place in the driver's network
 * @param numbers how the numbers beside the picture are scaled, and so how many there are
 * @param sizes of the layers
 * @param randomQuantile whether a quantile is drawn for each sample that is trained on; else, and where
 *     nothing is trained, it is the median
 */
public record CloningIqn(StackedEncoder encoder, Normalisation numbers, Sizes sizes, int heads, int actions,
        Dropout dropout, boolean randomQuantile) implements PolicyNetwork {

    static final String FLOAT_HEAD = "float_feature_extractor.";
    static final String ACTIONS_HEAD = "A_head.";
    static final String VALUE_HEAD = "V_head.";
    static final String QUANTILE = "iqn_fc.";
    private static final String ACTIONS_HEADS = "A_heads.";
    private static final float MEDIAN = 0.5f;

    /**
     * Widths of layers.
     *
     * @param floatHidden features that are made of the numbers
     * @param dense twice the width of the heads' hidden layers
     * @param embedding cosines of a quantile
     */
    public record Sizes(int floatHidden, int dense, int embedding) {
    }

    /** Checks the ranges. */
    public CloningIqn {
        Objects.requireNonNull(dropout, "dropout");
        if (encoder.mode() == StackedEncoder.Mode.CONCAT && encoder.frames() > 1) {
            throw new IllegalArgumentException("frames that are encoded one by one and then put together"
                    + " have no place in the driver's network; take stack_mode channel, or one frame");
        }
        if (heads < 1) {
            throw new IllegalArgumentException("a network has 1 head or more, not " + heads);
        }
        network(encoder, numbers, sizes, actions);
    }

    private static IqnNetwork network(StackedEncoder encoder, Normalisation numbers, Sizes sizes,
            int actions) {
        return new IqnNetwork(Optional.of(encoder.encoder()), numbers.size(), sizes.floatHidden(),
                sizes.dense(), sizes.embedding(), actions);
    }

    /** The driver's network that this is, with one head, and an encoder of as many channels as frames. */
    public IqnNetwork network() {
        return network(encoder, numbers, sizes, actions);
    }

    @Override
    public Optional<Normalisation> scaling() {
        return Optional.of(numbers);
    }

    @Override
    public String head(int index) {
        return heads > 1 ? ACTIONS_HEADS + index + "." : ACTIONS_HEAD;
    }

    @Override
    public List<WeightSpec> specs() {
        List<WeightSpec> specs = new ArrayList<>();
        List<WeightSpec> whole = network().specs();
        for (WeightSpec spec : whole) {
            if (!spec.name().startsWith(ACTIONS_HEAD)) {
                specs.add(spec.name().startsWith(IqnNetwork.IMAGE_HEAD)
                        ? renamed(spec, IqnNetwork.IMAGE_HEAD, StackedEncoder.ENCODER) : spec);
            } else if (spec.name().equals(ACTIONS_HEAD + "0.weight")) { // all heads in the place of one
                for (int i = 0; i < heads; i++) {
                    String prefix = head(i);
                    whole.stream().filter(each -> each.name().startsWith(ACTIONS_HEAD))
                            .forEach(each -> specs.add(renamed(each, ACTIONS_HEAD, prefix)));
                }
            }
        }
        return specs;
    }

    private static WeightSpec renamed(WeightSpec spec, String from, String to) {
        return new WeightSpec(to + spec.name().substring(from.length()), spec.shape(), spec.initial());
    }

    @Override
    public NDArray logits(Weights weights, NDArray pictures, Optional<NDArray> observed,
            Optional<SplittableRandom> random) {
        NDArray trunk = encoder.forward(weights, pictures).concat(
                Layers.ofFloats(weights, FLOAT_HEAD, numbers, observed), 1);
        NDArray quantile = network().embedding(weights, quantiles(trunk, random));
        NDArray features = Dropout.drop(trunk.mul(quantile), dropout.features(), random);
        NDArray value = Layers.twoLayers(weights, VALUE_HEAD, features, 0, random);
        NDList rated = new NDList();
        for (int i = 0; i < heads; i++) {
            NDArray advantage = Layers.twoLayers(weights, head(i), features, dropout.hidden(), random);
            rated.add(advantage.sub(advantage.mean(new int[] {1}, true)).add(value));
        }
        return NDArrays.stack(rated, 1);
    }

    private NDArray quantiles(NDArray trunk, Optional<SplittableRandom> random) {
        float[] quantiles = new float[Math.toIntExact(trunk.getShape().get(0))];
        Arrays.fill(quantiles, MEDIAN);
        if (randomQuantile && random.isPresent()) {
            for (int i = 0; i < quantiles.length; i++) {
                quantiles[i] = (float) random.get().nextDouble();
            }
        }
        return trunk.getManager().create(quantiles, new Shape(quantiles.length, 1));
    }
}
