package tmnf.pretrain.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import tmnf.pretrain.engine.Tensors;

/**
 * The implicit quantile network of the driver, with a dueling head. Sources: Dabney et al. 2018, arXiv
 * 1806.06923; Wang et al. 2015, arXiv 1511.06581; training note, section 3. Rows of quantiles are
 * quantile-major: row {@code quantile * B + state}.
 *
 * @param image encoder of the picture; empty for a driver that sees only floats
 * @param floats inputs besides the picture
 * @param floatHidden features of the floats
 * @param dense twice the width of the hidden layers of both heads
 * @param embedding cosines of a quantile
 * @param actions to choose from
 * @param extras what upstream does not have
 */
public record IqnNetwork(Optional<Encoder> image, int floats, int floatHidden, int dense, int embedding,
        int actions, Extras extras) {

    /** Prefix of the encoder's weights. */
    public static final String IMAGE_HEAD = "img_head.";

    static final String A_NORM = "A_norm";
    static final String V_NORM = "V_norm";

    private static final double LEAKY_GAIN = Math.sqrt(2 / (1 + Tensors.LEAK * (double) Tensors.LEAK));

    /**
     * What upstream's network does not have.
     *
     * @param layerNorm whether the hidden layers of both heads are normalised before their rectifier. Source:
     *     Ba et al. 2016, arXiv 1607.06450
     * @param residual whether the picture is seen by a {@link ResidualEncoder} of the same sizes
     */
    public record Extras(boolean layerNorm, boolean residual) {

        /** Upstream's network. */
        public static final Extras NONE = new Extras(false, false);
    }

    /** Upstream's network. */
    public IqnNetwork(Optional<Encoder> image, int floats, int floatHidden, int dense, int embedding,
            int actions) {
        this(image, floats, floatHidden, dense, embedding, actions, Extras.NONE);
    }

    /** Checks the ranges. */
    public IqnNetwork {
        if (floats < 1 || floatHidden < 1 || dense < 2 || embedding < 1 || actions < 2) {
            throw new IllegalArgumentException("no network: floats " + floats + ", hidden " + floatHidden
                    + ", dense " + dense + ", embedding " + embedding + ", actions " + actions);
        }
    }

    /** Width of the features of picture and floats together. */
    public int features() {
        return image.map(encoder -> extras.residual() ? residual(encoder).features() : encoder.features())
                .orElse(0) + floatHidden;
    }

    private static ResidualEncoder residual(Encoder encoder) {
        return new ResidualEncoder(encoder.channels(), encoder.height(), encoder.width());
    }

    /** The weights in the order of upstream's files, which those of {@link #extras} follow. */
    public List<WeightSpec> specs() {
        List<WeightSpec> specs = new ArrayList<>();
        image.ifPresent(encoder -> (extras.residual() ? residual(encoder).specs(IMAGE_HEAD)
                : encoder.specs(IMAGE_HEAD)).forEach(spec -> specs.add(orthogonal(spec, LEAKY_GAIN))));
        linear(specs, "float_feature_extractor.0", floats, floatHidden, LEAKY_GAIN);
        linear(specs, "float_feature_extractor.2", floatHidden, floatHidden, LEAKY_GAIN);
        linear(specs, "A_head.0", features(), dense / 2, LEAKY_GAIN);
        linear(specs, "A_head.2", dense / 2, actions, 1);
        linear(specs, "V_head.0", features(), dense / 2, LEAKY_GAIN);
        linear(specs, "V_head.2", dense / 2, 1, 1);
        linear(specs, "iqn_fc.0", embedding, features(), Math.sqrt(2) * LEAKY_GAIN);
        if (extras.layerNorm()) {
            for (String name : List.of(A_NORM, V_NORM)) {
                specs.add(new WeightSpec(name + ".weight", List.of(dense / 2L), new Initial.One()));
                specs.add(new WeightSpec(name + ".bias", List.of(dense / 2L), new Initial.Zero()));
            }
        }
        return specs;
    }

    private static void linear(List<WeightSpec> specs, String name, int in, int out, double gain) {
        WeightSpec.linear(name, in, out).forEach(spec -> specs.add(orthogonal(spec, gain)));
    }

    private static WeightSpec orthogonal(WeightSpec spec, double gain) {
        return new WeightSpec(spec.name(), spec.shape(), spec.shape().size() == 1 ? new Initial.Zero()
                : new Initial.Orthogonal(gain));
    }

    /**
     * Features of picture and floats, which do not depend on the quantile.
     *
     * @param pictures (B, 1, H, W), normalised; not looked at without an encoder
     * @param numbers (B, floats), normalised
     * @return (B, {@link #features})
     */
    public NDArray trunk(Weights weights, NDArray pictures, NDArray numbers) {
        return trunk(weights, kernels(weights, numbers.getManager()), pictures, numbers);
    }

    /**
     * Convolutions of the picture as they are computed with, for any number of passes with the weights as
     * they are; none where there are none, and for the residual encoder, which makes them in each pass.
     *
     * @param scope that they live in
     */
    public List<NDArray> kernels(Weights weights, NDManager scope) {
        return image.isEmpty() || extras.residual() ? List.of()
                : image.get().kernels(weights, IMAGE_HEAD, scope);
    }

    /** The same with {@link #kernels} that were made of the weights before. */
    public NDArray trunk(Weights weights, List<NDArray> kernels, NDArray pictures, NDArray numbers) {
        NDArray hidden = leaky(weights, "float_feature_extractor.2",
                leaky(weights, "float_feature_extractor.0", numbers));
        if (image.isEmpty()) {
            return hidden;
        }
        NDArray seen = extras.residual() ? residual(image.get()).forward(weights, IMAGE_HEAD, pictures)
                : image.get().forward(weights, IMAGE_HEAD, kernels, pictures);
        return seen.concat(hidden, 1);
    }

    /**
     * Values of all actions at quantiles.
     *
     * @param trunk (B, {@link #features}), of {@link #trunk}
     * @param tau (N * B, 1), 0 to 1, quantile-major
     * @return (N * B, actions)
     */
    public NDArray quantiles(Weights weights, NDArray trunk, NDArray tau) {
        return mix(heads(weights, tau.getManager()), trunk, embedding(weights, tau));
    }

    /**
     * The same but for what all actions of a row have in common, for who only wants to know which is the
     * best: the head of the state's value is not looked at, which is nearly half of the products.
     */
    public NDArray advantages(Weights weights, NDArray trunk, NDArray tau) {
        return mix(IqnHeads.advantage(weights, extras.layerNorm()), trunk, embedding(weights, tau));
    }

    /**
     * Features of quantiles, which do not depend on the state.
     *
     * @param tau (rows, 1), 0 to 1
     * @return (rows, {@link #features})
     */
    public NDArray embedding(Weights weights, NDArray tau) {
        NDManager scope = tau.getManager();
        NDArray whole = scope.arange(1, embedding + 1, 1, DataType.FLOAT32);
        NDArray frequencies = whole.mul(Tensors.number(whole, Math.PI)).reshape(1, embedding);
        return leaky(weights, "iqn_fc.0", tau.matMul(frequencies).cos());
    }

    /** Both heads, put together for any number of passes with the weights as they are. */
    public IqnHeads heads(Weights weights, NDManager scope) {
        return IqnHeads.both(weights, scope, extras.layerNorm());
    }

    /**
     * Values of all actions.
     *
     * @param heads of {@link #heads}
     * @param trunk (B, {@link #features}), of {@link #trunk}
     * @param quantiles of {@link #embedding}: (N * B, {@link #features}), quantile-major
     * @return (N * B, actions)
     */
    public NDArray mix(IqnHeads heads, NDArray trunk, NDArray quantiles) {
        long batch = trunk.getShape().get(0);
        long rows = quantiles.getShape().get(0);
        return heads.values(mixed(trunk, quantiles.reshape(rows / batch, batch, features())));
    }

    /** The same for quantiles that all states share: (N, {@link #features}). */
    public NDArray mixShared(IqnHeads heads, NDArray trunk, NDArray quantiles) {
        NDArray view = quantiles.expandDims(1);
        view.attach(trunk.getManager()); // else it would stay as long as the quantiles
        return heads.values(mixed(trunk, view));
    }

    private NDArray mixed(NDArray trunk, NDArray quantiles) {
        long rows = trunk.getShape().get(0) * quantiles.getShape().get(0);
        return trunk.expandDims(0).mul(quantiles).reshape(rows, features());
    }

    private static NDArray plain(Weights weights, String name, NDArray input) {
        return Tensors.linear(input, weights.get(name + ".weight"), weights.get(name + ".bias"));
    }

    private static NDArray leaky(Weights weights, String name, NDArray input) {
        return Tensors.leakyRelu(plain(weights, name, input));
    }
}
