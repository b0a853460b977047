package tmnf.pretrain.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

import tmnf.pretrain.engine.Recording;
import tmnf.pretrain.engine.Tensors;
import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.StackedEncoder.Mode;

class DeadChannelsTest {

    private static final int SIDE = 36;
    private static final int BATCH = 12;

    private final TorchEngine engine = TestEngine.start();

    /** Grey with an edge somewhere, of little contrast. */
    private static NDArray stacks(NDManager scope, int frames) {
        SplittableRandom random = new SplittableRandom(4);
        float[] pixels = new float[BATCH * frames * SIDE * SIDE];
        for (int picture = 0; picture < BATCH * frames; picture++) {
            int edge = 4 + random.nextInt(SIDE - 8);
            for (int i = 0; i < SIDE * SIDE; i++) {
                pixels[picture * SIDE * SIDE + i] = i % SIDE < edge ? 0.5f : 0.6f;
            }
        }
        return scope.create(pixels, new Shape(BATCH, frames, SIDE, SIDE));
    }

    /** Looked at layer by layer, before the rectifier; some of the channels are dead as they were drawn. */
    @Test
    void deadChannelsAreCentredAndOthersStayAsTheyWereDrawn() {
        for (StackedEncoder stacked : new StackedEncoder[] {new StackedEncoder(1, Mode.CHANNEL, SIDE, SIDE),
                new StackedEncoder(2, Mode.CHANNEL, SIDE, SIDE),
                new StackedEncoder(2, Mode.CONCAT, SIDE, SIDE)}) {
            try (NDManager scope = engine.manager();
                    Weights weights = new Weights(scope, stacked.specs(), true);
                    Weights drawn = new Weights(scope, stacked.specs(), true)) {
                weights.draw(3);
                drawn.draw(3);
                NDArray stacks = stacks(scope, stacked.frames());
                stacked.wakeDeadChannels(weights, stacks);

                NDArray x = stacks.reshape(-1, stacked.encoder().channels(), SIDE, SIDE);
                int woken = 0;
                for (Encoder.Layer layer : Encoder.LAYERS) {
                    woken += woken(layer, weights, drawn, x);
                    x = Tensors.leakyRelu(layer.convolve(weights, "encoder.", x));
                }
                assertThat(woken).as("%s", stacked).isPositive();
            }
        }
    }

    /** Number of channels that were dead. */
    private static int woken(Encoder.Layer layer, Weights weights, Weights drawn, NDArray x) {
        float[] before = channels(layer, drawn, x).max(new int[] {1}).toFloatArray();
        float[] after = channels(layer, weights, x).max(new int[] {1}).toFloatArray();
        float[] mean = channels(layer, weights, x).mean(new int[] {1}).toFloatArray();
        float[] wasBias = drawn.toFloats("encoder." + layer.name() + ".bias");
        float[] bias = weights.toFloats("encoder." + layer.name() + ".bias");
        int woken = 0;
        for (int channel = 0; channel < bias.length; channel++) {
            if (before[channel] > 0) {
                assertThat(bias[channel]).isEqualTo(wasBias[channel]);
            } else {
                assertThat(after[channel]).as("layer %s", layer.name()).isPositive();
                assertThat(mean[channel]).as("layer %s", layer.name()).isCloseTo(0, within(1e-6f));
                woken++;
            }
        }
        return woken;
    }

    private static NDArray channels(Encoder.Layer layer, Weights weights, NDArray x) {
        return layer.convolve(weights, "encoder.", x).transpose(1, 0, 2, 3).reshape(layer.channels(), -1);
    }

    /** Also where frames are encoded one by one: what puts them together is not touched. */
    @Test
    void onlyBiasesOfConvolutionsAreMoved() {
        StackedEncoder stacked = new StackedEncoder(2, Mode.CONCAT, SIDE, SIDE);
        try (NDManager scope = engine.manager();
                Weights weights = new Weights(scope, stacked.specs(), true);
                Weights drawn = new Weights(scope, stacked.specs(), true)) {
            weights.draw(3);
            drawn.draw(3);
            stacked.wakeDeadChannels(weights, stacks(scope, 2));

            for (WeightSpec spec : stacked.specs()) {
                if (!spec.name().startsWith("encoder.") || !spec.name().endsWith(".bias")) {
                    assertThat(weights.toFloats(spec.name())).as(spec.name())
                            .isEqualTo(drawn.toFloats(spec.name()));
                }
            }
        }
    }

    /** A gradient is one of the weights as they are now: that they were moved is not recorded. */
    @Test
    void afterwardsGradientsAreOfTheWeightsAsTheyAre() {
        StackedEncoder stacked = new StackedEncoder(1, Mode.CHANNEL, SIDE, SIDE);
        try (NDManager scope = engine.manager();
                Weights weights = new Weights(scope, stacked.specs(), true);
                Weights copy = new Weights(scope, stacked.specs(), true)) {
            weights.draw(3);
            NDArray stacks = stacks(scope, 1);
            stacked.wakeDeadChannels(weights, stacks);
            copy.set(weights);

            assertThat(gradient(stacked, weights, stacks, scope))
                    .isEqualTo(gradient(stacked, copy, stacks, scope));
        }
    }

    private static float[] gradient(StackedEncoder stacked, Weights weights, NDArray stacks,
            NDManager scope) {
        try (Recording recording = Recording.begin()) {
            recording.backward(stacked.forward(weights, stacks).square().mean());
        }
        return weights.gradient(scope).toFloatArray();
    }
}
