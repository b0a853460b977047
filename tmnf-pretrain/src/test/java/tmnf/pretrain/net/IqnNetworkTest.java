package tmnf.pretrain.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.engine.Recording;
import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork.Extras;

/** What the driver's network has besides upstream's, and its heads as two products. */
class IqnNetworkTest {

    private TorchEngine engine;

    @BeforeEach
    void startEngine() {
        engine = TestEngine.start();
    }

    private static IqnNetwork network(Extras extras) {
        return new IqnNetwork(Optional.of(new Encoder(1, 36, 44)), 3, 8, 12, 4, 5, extras);
    }

    private static float[] random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** The heads of the note, number by number. */
    private static double[] byHand(Weights weights, float[] mixed, int hidden, int actions, boolean norm) {
        double[] advantage = head(weights, "A_head", "A_norm", mixed, hidden, actions, norm);
        double value = head(weights, "V_head", "V_norm", mixed, hidden, 1, norm)[0];
        double mean = 0;
        for (double one : advantage) {
            mean += one / actions;
        }
        for (int a = 0; a < actions; a++) {
            advantage[a] += value - mean;
        }
        return advantage;
    }

    private static double[] head(Weights weights, String head, String norm, float[] mixed, int hidden,
            int out,
            boolean normalised) {
        double[] inner = linear(weights, head + ".0", mixed.length, hidden, i -> mixed[i]);
        if (normalised) {
            double mean = 0;
            double square = 0;
            for (double one : inner) {
                mean += one / hidden;
            }
            for (double one : inner) {
                square += (one - mean) * (one - mean) / hidden;
            }
            for (int i = 0; i < hidden; i++) {
                inner[i] = (inner[i] - mean) / Math.sqrt(square + 1e-5)
                        * weights.toFloats(norm + ".weight")[i] + weights.toFloats(norm + ".bias")[i];
            }
        }
        return linear(weights, head + ".2", hidden, out, i -> inner[i] > 0 ? inner[i] : 0.01 * inner[i]);
    }

    private static double[] linear(Weights weights, String name, int in, int out,
            java.util.function.IntToDoubleFunction input) {
        float[] weight = weights.toFloats(name + ".weight");
        float[] bias = weights.toFloats(name + ".bias");
        double[] values = new double[out];
        for (int o = 0; o < out; o++) {
            values[o] = bias[o];
            for (int i = 0; i < in; i++) {
                values[o] += weight[o * in + i] * input.applyAsDouble(i);
            }
        }
        return values;
    }

    @Test
    void bothHeadsAsTwoProductsAreTheDuelingHeadsWithAndWithoutNormalisation() {
        for (boolean norm : new boolean[] {false, true}) {
            IqnNetwork network = network(new Extras(norm, false));
            try (NDManager scope = engine.manager();
                    Weights weights = new Weights(scope, network.specs(), false)) {
                weights.set(random((int) weights.flat().size(), 1));
                float[] mixed = random(network.features(), 2);
                float[] seen = network.heads(weights, scope).values(scope.create(mixed, new Shape(1,
                        mixed.length))).toFloatArray();
                double[] wanted = byHand(weights, mixed, 6, 5, norm);
                for (int a = 0; a < 5; a++) {
                    assertThat((double) seen[a]).isCloseTo(wanted[a], within(1e-4 * (1
                            + Math.abs(wanted[a]))));
                }
            }
        }
    }

    @Test
    void quantilesThatStatesShareGiveTheSameAsOnesOfTheirOwn() {
        IqnNetwork network = network(Extras.NONE);
        try (NDManager scope = engine.manager();
                Weights weights = new Weights(scope, network.specs(), false)) {
            weights.draw(1);
            NDArray trunk = scope.create(random(2 * network.features(), 3), new Shape(2, network.features()));
            NDArray shared = scope.create(new float[] {0.25f, 0.75f}, new Shape(2, 1));
            NDArray each = scope.create(new float[] {0.25f, 0.25f, 0.75f, 0.75f}, new Shape(4, 1));
            float[] seen = network.mixShared(network.heads(weights, scope), trunk,
                    network.embedding(weights, shared)).toFloatArray();
            float[] wanted = network.quantiles(weights, trunk, each).toFloatArray();
            for (int i = 0; i < wanted.length; i++) {
                assertThat(seen[i]).isCloseTo(wanted[i], within(1e-5f));
            }
        }
    }

    @Test
    void theResidualEncoderHas32FeaturesOfAnyPictureAndAllItsWeightsLearn() {
        IqnNetwork network = network(new Extras(true, true));
        assertThat(network.features()).isEqualTo(32 + 8);
        assertThat(network.specs()).extracting(WeightSpec::name).startsWith("img_head.0.conv.weight")
                .contains("img_head.2.1.1.bias", "A_norm.weight").doesNotHaveDuplicates();
        try (NDManager scope = engine.manager();
                Weights weights = new Weights(scope, network.specs(), true)) {
            weights.draw(1);
            NDArray pictures = scope.create(random(2 * 36 * 44, 4), new Shape(2, 1, 36, 44));
            NDArray numbers = scope.create(random(6, 5), new Shape(2, 3));
            try (Recording recording = Recording.begin()) {
                NDArray trunk = network.trunk(weights, pictures, numbers);
                assertThat(trunk.getShape()).isEqualTo(new Shape(2, 40));
                recording.backward(network.quantiles(weights, trunk, scope.create(new float[] {0.1f, 0.6f},
                        new Shape(2, 1))).square().sum());
            }
            for (String name : List.of("img_head.0.conv.weight", "img_head.1.0.1.weight",
                    "img_head.2.1.1.weight", "A_norm.weight", "V_norm.bias")) {
                NDArray gradient = weights.get(name).getGradient();
                assertThat(gradient.abs().sum().getFloat()).as(name).isPositive().isFinite();
            }
        }
    }

    @Test
    void aSectionWithoutInnerWeightsIsItsConvolutionPooled() {
        ResidualEncoder encoder = new ResidualEncoder(1, 8, 8);
        try (NDManager scope = engine.manager();
                Weights weights = new Weights(scope, encoder.specs(""), false)) {
            for (int section = 0; section < 3; section++) { // each hands its first channel on as it is
                float[] kernel = new float[weights.toFloats(section + ".conv.weight").length];
                kernel[4] = 1;
                weights.set(section + ".conv.weight", kernel);
            }
            float[] pixels = new float[64];
            pixels[27] = 3; // the largest of each window that sees it, and of all in the end
            float[] features = encoder.forward(weights, "", scope.create(pixels, new Shape(1, 1, 8, 8)))
                    .toFloatArray();

            assertThat(features).hasSize(32);
            assertThat(features[0]).isEqualTo(3f);
            assertThat(features[1]).isZero();
        }
    }
}
