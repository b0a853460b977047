package tmnf.pretrain.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.engine.Recording;
import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.LinearDecoder;
import tmnf.pretrain.net.ProjectionHead;
import tmnf.pretrain.net.SpatialDecoder;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.StackedEncoder.Mode;
import tmnf.pretrain.net.VaeHead;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.optim.Adam;
import tmnf.pretrain.optim.AdamSettings;

class ObjectivesTest {

    private static final int SIDE = 48;
    private static final int FRAMES = 2;

    private final TorchEngine engine = TestEngine.start();

    private static Stream<Objective> objectives() {
        StackedEncoder channels = new StackedEncoder(FRAMES, Mode.CHANNEL, SIDE, SIDE);
        StackedEncoder fused = new StackedEncoder(FRAMES, Mode.CONCAT, SIDE, SIDE);
        return Stream.of(
                new Autoencoder(channels, new SpatialDecoder(channels.encoder()), Normalization.RL),
                new Autoencoder(fused, new LinearDecoder(fused.features(), FRAMES, SIDE), Normalization.IQN),
                new VariationalAutoencoder(channels, new VaeHead(channels.features(), 8),
                        new LinearDecoder(8, FRAMES, SIDE), Normalization.ZERO_ONE, 1e-3),
                new VariationalAutoencoder(channels, new VaeHead(channels.features(), 8),
                        new SpatialDecoder(channels.encoder(), 8, true), Normalization.ZERO_ONE, 1e-3),
                new SimClr(channels, new ProjectionHead(channels.features(), 16), Normalization.IQN, 0.5));
    }

    /** Pictures with a bright bar at a place of their own. */
    private static NDArray pictures(NDManager scope) {
        float[] pixels = new float[8 * FRAMES * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            int sample = i / (FRAMES * SIDE * SIDE);
            int row = i / SIDE % SIDE;
            pixels[i] = row / 6 == sample ? 0.9f : 0.2f;
        }
        return scope.create(pixels, new Shape(8, FRAMES, SIDE, SIDE));
    }

    /** DJL's operations with a number lend PyTorch memory of Java, which backward reads later. */
    @ParameterizedTest
    @MethodSource("objectives")
    void gradientsDoNotDependOnWhatJavaCollectsBeforeThem(Objective objective) {
        float[] calm = gradient(objective, () -> { });
        for (int i = 0; i < 3; i++) {
            assertThat(gradient(objective, ObjectivesTest::collectAndFillFreedMemory)).isEqualTo(calm);
        }
    }

    private float[] gradient(Objective objective, Runnable beforeBackward) {
        try (NDManager manager = engine.manager();
                Weights weights = new Weights(manager, objective.specs(), true);
                NDManager scope = manager.newSubManager()) {
            weights.draw(3);
            try (Recording recording = Recording.begin()) {
                NDArray loss = objective.loss(weights, SampleTensors.of(pictures(scope)),
                        new SplittableRandom(5)).total();
                beforeBackward.run();
                recording.backward(loss);
            }
            return weights.gradient(scope).toFloatArray();
        }
    }

    private static void collectAndFillFreedMemory() {
        for (int round = 0; round < 2; round++) {
            System.gc();
            List<ByteBuffer> taken = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(Float.BYTES * (1 + i % 3))
                        .order(ByteOrder.nativeOrder());
                while (buffer.hasRemaining()) {
                    buffer.putFloat(1e14f);
                }
                taken.add(buffer);
            }
        }
    }

    /** A decoder that ends in a sigmoid could never draw the dark half of normalised pictures. */
    @ParameterizedTest
    @EnumSource(Normalization.class)
    void whatIsDrawnIsHeldAgainstPicturesOfZeroToOneWhateverTheEncoderGets(Normalization normalization) {
        StackedEncoder channels = new StackedEncoder(FRAMES, Mode.CHANNEL, SIDE, SIDE);
        Autoencoder plain = new Autoencoder(channels, new SpatialDecoder(channels.encoder()), normalization);
        VariationalAutoencoder variational = new VariationalAutoencoder(channels,
                new VaeHead(channels.features(), 8), new LinearDecoder(8, FRAMES, SIDE), normalization, 1e-3);
        for (Objective objective : List.of(plain, variational)) {
            try (NDManager manager = engine.manager();
                    Weights weights = new Weights(manager, objective.specs(), true);
                    NDManager scope = manager.newSubManager()) {
                weights.draw(3);
                NDArray pictures = pictures(scope);
                float[] drawn = objective.reconstruction(weights, pictures).orElseThrow().toFloatArray();
                float[] wanted = pictures.toFloatArray();
                double sum = 0;
                for (int i = 0; i < drawn.length; i++) {
                    sum += Math.pow(drawn[i] - wanted[i], 2);
                }
                NDArray error = objective == plain
                        ? plain.loss(weights, SampleTensors.of(pictures), new SplittableRandom(5)).total()
                        : variational.loss(weights, pictures, scope.zeros(new Shape(8, 8))).parts()
                                .get("recon");
                assertThat((double) error.getFloat()).isCloseTo(sum / drawn.length, Offset.offset(1e-5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void trainingLowersTheLoss(Objective objective) {
        try (NDManager manager = engine.manager();
                Weights weights = new Weights(manager, objective.specs(), true);
                Adam adam = new Adam(weights, AdamSettings.DEFAULT)) {
            weights.draw(3);
            SplittableRandom random = new SplittableRandom(5);
            float first = step(manager, objective, weights, adam, random.split());
            float last = first;
            for (int i = 0; i < 30; i++) {
                last = step(manager, objective, weights, adam, random.split());
            }
            assertThat(last).isFinite().isLessThan(0.8f * first);
        }
    }

    private static float step(NDManager manager, Objective objective, Weights weights, Adam adam,
            SplittableRandom random) {
        try (NDManager scope = manager.newSubManager()) {
            float value;
            try (Recording recording = Recording.begin()) {
                StepLoss loss = objective.loss(weights, SampleTensors.of(pictures(scope)), random);
                recording.backward(loss.total());
                value = loss.total().getFloat();
            }
            adam.step(weights.gradient(scope));
            weights.clearGradients();
            return value;
        }
    }

    @Test
    void theSameSeedGivesTheSameLossToTheBit() {
        objectives().forEach(objective -> {
            try (NDManager manager = engine.manager();
                    Weights weights = new Weights(manager, objective.specs(), false)) {
                weights.draw(3);
                float first = objective.loss(weights, SampleTensors.of(pictures(manager)),
                        new SplittableRandom(1)).total().getFloat();
                assertThat(objective.loss(weights, SampleTensors.of(pictures(manager)),
                        new SplittableRandom(1)).total().getFloat())
                        .isEqualTo(first);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"ZERO_ONE, 0, 1", "IQN, -1, 1", "RL, -1, 0.9921875"})
    void picturesAreNormalisedAsTheyAreNamed(Normalization normalization, float black, float white) {
        try (NDManager manager = engine.manager()) {
            float[] seen = normalization.apply(manager.create(new float[] {0, 1})).toFloatArray();

            assertThat(seen[0]).isCloseTo(black, Offset.offset(1e-6f));
            assertThat(seen[1]).isCloseTo(white, Offset.offset(1e-6f));
        }
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        StackedEncoder encoder = new StackedEncoder(1, Mode.CHANNEL, SIDE, SIDE);
        assertThatIllegalArgumentException().isThrownBy(() -> new Autoencoder(encoder,
                new SpatialDecoder(new Encoder(1, 64, 64)), Normalization.IQN));
        assertThatIllegalArgumentException().isThrownBy(() -> new SimClr(encoder,
                new ProjectionHead(encoder.features(), 16), Normalization.IQN, 0));
    }
}
