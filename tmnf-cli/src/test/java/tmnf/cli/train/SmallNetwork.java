package tmnf.cli.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.config.SettingsException;
import tmnf.rl.config.TrainSettings;

/**
 * The network of tests that train or race, so small that it costs no time, and weights of it that do the same
 * in every race.
 */
final class SmallNetwork {

    private static final String NETWORK = """
            neural_network:
              float_hidden_dim: 16
              dense_hidden_dimension: 32
              iqn_embedding_dimension: 8
              iqn_k: 8
            """;

    /** Its section of the configuration, without pictures; more keys may follow. */
    static final String BLIND = NETWORK + "  use_iqn_image_head: false\n";
    /** The same with pictures, small ones. */
    static final String SEEING = NETWORK + "  w_downsized: 36\n  h_downsized: 36\n";

    private SmallNetwork() {
    }

    /**
     * Weights for the network of a configuration, 0 all but one.
     *
     * @param bias of the first action's value: above 0 that is always taken, which accelerates
     */
    static StateDict weights(Path config, float bias) throws IOException, SettingsException {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (WeightSpec spec : TrainSettings.of(RlSettingsFile.read(config, config.getFileName())).sizes()
                .network().specs()) {
            float[] values = new float[Math.toIntExact(spec.size())];
            values[0] = spec.name().equals("A_head.2.bias") ? bias : 0;
            tensors.put(spec.name(), TorchTensor.of(spec.shape(), values));
        }
        return StateDict.of(tensors);
    }
}
