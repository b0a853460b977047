package tmnf.rl.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.config.SettingsException;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.net.WeightPair;

/** A driver to begin a training with, to whom full throttle is the best action whatever it sees. */
final class FullThrottle {

    private FullThrottle() {
    }

    /** Settings of a small network and no chance, whose run is called so. */
    static TrainSettings settings(String run, Map<String, Object> own) throws SettingsException {
        return TrainSettings.of(Map.of("neural_network", Map.of("use_iqn_image_head", false,
                "float_hidden_dim", 16, "dense_hidden_dimension", 32, "iqn_embedding_dimension", 8,
                "iqn_k", 8),
                "exploration", Map.of("epsilon_schedule", List.of(List.of(0, 0)),
                        "epsilon_boltzmann_schedule", List.of(List.of(0, 0))),
                "training", Map.of("run_name", run, "batch_size", 32),
                "performance", Map.of("running_speed", 1000, "frames_before_save_best_runs", 0),
                "tmnf", own));
    }

    /** Writes its weights where the run begins. */
    static void write(TrainSettings settings, Path run) throws IOException {
        StateDict weights = weights(settings);
        new WeightPair(Files.createDirectories(run)).write(weights, weights, "{}");
    }

    private static StateDict weights(TrainSettings settings) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (WeightSpec spec : settings.sizes().network().specs()) {
            float[] values = new float[Math.toIntExact(spec.size())];
            if (spec.name().startsWith("A_head.") && spec.size() == settings.inputs().actions().size()) {
                values[0] = 1;
            }
            tensors.put(spec.name(), TorchTensor.of(spec.shape(), values));
        }
        return StateDict.of(tensors);
    }
}
