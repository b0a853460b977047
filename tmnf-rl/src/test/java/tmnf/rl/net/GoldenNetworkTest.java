package tmnf.rl.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.gbx.Samples;
import tmnf.gbx.npy.NpyHeader;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.torch.StateDict;

/** Networks of the original learner, recorded with PyTorch 1.13: their files, and what they answer. */
class GoldenNetworkTest {

    private final Path golden = Samples.golden("rl");
    private TorchEngine engine;

    @BeforeEach
    void startEngine() throws Exception {
        engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
    }

    @ParameterizedTest
    @CsvSource({"net_small, 44, 36", "net_default, 64, 64", "net_noimg, 0, 0"})
    void itsNetworkAnswersTheSame(String name, int width, int height) throws Exception {
        StateDict dict = StateDict.read(golden.resolve(name).resolve(WeightPair.ONLINE));
        IqnNetwork network = sizes(dict, width, height).network();
        assertThat(dict.names()).containsExactlyElementsOf(network.specs().stream()
                .map(spec -> spec.name()).toList());
        try (NDManager manager = engine.manager();
                Weights weights = new Weights(manager, network.specs(), false)) {
            StateDicts.load(weights, "", dict);
            NDArray floats = npy(manager, name + "/float_inputs").sub(npy(manager, "float_inputs_mean"))
                    .div(npy(manager, "float_inputs_std"));
            NDArray pictures = width == 0 ? floats
                    : npy(manager, name + "/img_u8").sub(128).div(128);

            NDArray trunk = network.trunk(weights, pictures, floats);
            NDArray q = network.quantiles(weights, trunk, npy(manager, name + "/tau"));

            if (width > 0) {
                assertClose(trunk, npy(manager, name + "/img_head_out").concat(npy(manager, name
                        + "/float_head_out"), 1));
            }
            assertClose(q, npy(manager, name + "/q"));
        }
    }

    private static NetworkSizes sizes(StateDict dict, int width, int height) {
        return new NetworkSizes(width, height, width > 0, side(dict, "float_feature_extractor.0.weight", 1),
                side(dict, "float_feature_extractor.0.weight", 0), 2 * side(dict, "A_head.0.weight", 0),
                side(dict, "iqn_fc.0.weight", 1), side(dict, "A_head.2.weight", 0));
    }

    private static int side(StateDict dict, String name, int axis) {
        return Math.toIntExact(dict.get(name).shape().get(axis));
    }

    private static void assertClose(NDArray seen, NDArray wanted) {
        float[] values = seen.toFloatArray();
        float[] there = wanted.toFloatArray();
        assertThat(values).hasSameSizeAs(there);
        for (int i = 0; i < there.length; i++) {
            assertThat(values[i]).as("element %d", i)
                    .isCloseTo(there[i], Offset.offset(1e-5f + 1e-4f * Math.abs(there[i])));
        }
    }

    private NDArray npy(NDManager manager, String name) throws IOException {
        byte[] bytes = Files.readAllBytes(golden.resolve(name + ".npy"));
        NpyHeader header = NpyHeader.parse(name, bytes);
        ByteBuffer data = ByteBuffer.wrap(bytes).order(header.order()).position(header.dataOffset());
        long count = new Shape(header.shape()).size();
        int width = (int) (data.remaining() / count);
        float[] values = new float[(int) count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (width) {
                case Double.BYTES -> (float) data.getDouble();
                case Float.BYTES -> data.getFloat();
                default -> data.get() & 0xFF;
            };
        }
        return manager.create(values, new Shape(header.shape()));
    }
}
