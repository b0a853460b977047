package tmnf.pretrain.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.Optional;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.engine.Recording;
import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.engine.TorchEngine;

class NetworksTest {

    private final TorchEngine engine = TestEngine.start();

    private static long size(List<WeightSpec> specs) {
        return specs.stream().mapToLong(WeightSpec::size).sum();
    }

    @ParameterizedTest
    @CsvSource({"34, 34, 32", "48, 48, 128", "64, 64, 512", "80, 80, 1152", "96, 96, 2048", "128, 128, 4608",
        "160, 160, 8192", "256, 256, 25088", "120, 160, 5632", "36, 44, 64"})
    void encodersHaveAsManyFeaturesAsUpstreams(int height, int width, int features) {
        Encoder encoder = new Encoder(1, height, width);

        assertThat(encoder.features()).isEqualTo(features);
        assertThat(size(encoder.specs(""))).isEqualTo(45_456);
    }

    @Test
    void picturesThatAreTooSmallAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Encoder(1, 33,
                64)).withMessageContaining("34");
        assertThatIllegalArgumentException().isThrownBy(() -> new LinearDecoder(10, 1, 40));
    }

    @Test
    void upstreamsDecoderHasItsNumberOfWeights() {
        assertThat(size(new LinearDecoder(512, 1, 64).specs(""))).isEqualTo(308_081);
    }

    @ParameterizedTest
    @CsvSource({"1, 34, 34", "1, 64, 64", "3, 35, 50", "2, 37, 41", "1, 60, 80"})
    void theSpatialDecoderGivesBackEverySize(int channels, int height, int width) {
        Encoder encoder = new Encoder(channels, height, width);
        SpatialDecoder decoder = new SpatialDecoder(encoder);
        List<WeightSpec> specs = new ArrayList<>(encoder.specs("encoder."));
        specs.addAll(decoder.specs("decoder."));
        try (NDManager manager = engine.manager(); Weights weights = new Weights(manager, specs, false)) {
            weights.draw(1);
            NDArray pictures = manager.randomUniform(0, 1, new Shape(2, channels, height, width));
            NDArray encoded = encoder.forward(weights, "encoder.", pictures);
            NDArray decoded = decoder.forward(weights, "decoder.", encoded);

            assertThat(encoded.getShape()).isEqualTo(new Shape(2, encoder.features()));
            assertThat(decoded.getShape()).isEqualTo(pictures.getShape());
            assertThat(decoded.min().getFloat()).isPositive();
            assertThat(decoded.max().getFloat()).isLessThan(1);
        }
    }

    @Test
    void aDecoderOfOtherFeaturesThanTheEncodersHasToBeWidened() {
        Encoder encoder = new Encoder(1, 40, 40);

        assertThatIllegalArgumentException().isThrownBy(() -> new SpatialDecoder(encoder, 31, false))
                .withMessageContaining("31 features").withMessageContaining("makes 32");
        assertThat(new SpatialDecoder(encoder, 32, true).specs("")).hasSize(
                new SpatialDecoder(encoder).specs("").size() + 2);
    }

    /** A border that the kernels of a layer do not reach would be the same in every picture. */
    @ParameterizedTest
    @CsvSource({"34, 34", "40, 40", "64, 64", "35, 50", "37, 41", "60, 80"})
    void theSpatialDecoderDrawsEveryRowAndColumnOfItsFeatures(int height, int width) {
        Encoder encoder = new Encoder(1, height, width);
        SpatialDecoder decoder = new SpatialDecoder(encoder);
        try (NDManager manager = engine.manager(); Weights weights = new Weights(manager, decoder.specs(""),
                false)) {
            weights.draw(1);
            float[] one = decoder.forward(weights, "", manager.zeros(new Shape(1, encoder.features())))
                    .toFloatArray();
            float[] other = decoder.forward(weights, "", manager.ones(new Shape(1, encoder.features())))
                    .toFloatArray();

            Set<Integer> rows = new TreeSet<>();
            Set<Integer> columns = new TreeSet<>();
            for (int i = 0; i < one.length; i++) {
                if (one[i] != other[i]) {
                    rows.add(i / width);
                    columns.add(i % width);
                }
            }
            assertThat(rows).hasSize(height);
            assertThat(columns).hasSize(width);
        }
    }

    @Test
    void theNetworkOfTheDriverHasUpstreamsWeightsAndGivesAValueForEachActionAndQuantile() {
        IqnNetwork network = new IqnNetwork(Optional.of(new Encoder(1, 64, 64)), 184, 256, 1024, 128, 12);
        List<WeightSpec> specs = network.specs();

        assertThat(size(specs)).isEqualTo(1_051_805);
        assertThat(specs).hasSize(22);
        assertThat(specs.get(0).name()).isEqualTo("img_head.0.weight");
        assertThat(specs.get(21).name()).isEqualTo("iqn_fc.0.bias");
        try (NDManager manager = engine.manager(); Weights weights = new Weights(manager, specs, false)) {
            weights.draw(1);
            NDArray trunk = network.trunk(weights, manager.zeros(new Shape(3, 1, 64, 64)),
                    manager.randomNormal(new Shape(3, 184)));
            NDArray q = network.quantiles(weights, trunk, manager.randomUniform(0, 1, new Shape(8 * 3, 1)));
            assertThat(trunk.getShape()).isEqualTo(new Shape(3, 768));
            assertThat(q.getShape()).isEqualTo(new Shape(24, 12));
        }
    }

    @Test
    void aQuantileOfAStateDependsOnNoOtherRow() {
        IqnNetwork network = new IqnNetwork(Optional.empty(), 5, 8, 16, 4, 3);
        try (NDManager manager = engine.manager(); Weights weights = new Weights(manager, network.specs(),
                false)) {
            weights.draw(2);
            NDArray floats = manager.randomNormal(new Shape(2, 5));
            NDArray tau = manager.create(new float[] {0.1f, 0.1f, 0.7f, 0.2f}, new Shape(4, 1));
            float[] both = network.quantiles(weights, network.trunk(weights, floats, floats),
                    tau).toFloatArray();

            NDArray second = floats.get("1:2");
            NDArray its = manager.create(new float[] {0.2f}, new Shape(1, 1));
            float[] one = network.quantiles(weights, network.trunk(weights, second, second),
                    its).toFloatArray();
            for (int action = 0; action < 3; action++) {
                // Row 3: quantile 1 of state 1.
                assertThat(both[3 * 3 + action]).isCloseTo(one[action], Offset.offset(1e-6f));
            }
        }
    }

    @Test
    void aThousandStepsLeaveNoTensorBehind() {
        Encoder encoder = new Encoder(1, 40, 37); // whose edges are repeated
        SpatialDecoder decoder = new SpatialDecoder(encoder);
        List<WeightSpec> specs = new ArrayList<>(encoder.specs("encoder."));
        specs.addAll(decoder.specs("decoder."));
        try (NDManager manager = engine.manager(); Weights weights = new Weights(manager, specs, true)) {
            weights.draw(1);
            step(manager, encoder, decoder, weights);
            int before = weights.flat().getManager().getManagedArrays().size();
            int beforeAll = manager.getManagedArrays().size();
            for (int i = 0; i < 1_000; i++) {
                step(manager, encoder, decoder, weights);
            }
            assertThat(weights.flat().getManager().getManagedArrays()).hasSize(before);
            assertThat(manager.getManagedArrays()).hasSize(beforeAll);
        }
    }

    private static void step(NDManager manager, Encoder encoder, SpatialDecoder decoder, Weights weights) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray pictures = scope.ones(new Shape(1, 1, 40, 37));
            try (Recording recording = Recording.begin()) {
                NDArray decoded = decoder.forward(weights, "decoder.",
                        encoder.forward(weights, "encoder.", pictures));
                recording.backward(decoded.sub(pictures).square().mean());
            }
            weights.flat().subi(weights.gradient(scope).mul(0.01f));
            weights.clearGradients();
        }
    }
}
