package tmnf.pretrain.train;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.objective.Normalization;

/** Small settings for tests. */
final class TestSettings {

    private TestSettings() {
    }

    static PretrainSettings of(PretrainSettings.Task task, int side, int stack) {
        return of(task, side, stack, Path.of("data"), Path.of("out"));
    }

    static PretrainSettings of(PretrainSettings.Task task, int side, int stack, Path data, Path output) {
        return new PretrainSettings(
                new PretrainSettings.Data(data, Optional.empty(), false, 1, side, side, stack, 0.25, 1, 2),
                new PretrainSettings.Model(task, StackedEncoder.Mode.CHANNEL, Normalization.ZERO_ONE,
                        PretrainSettings.DecoderKind.SPATIAL, 8, 1e-3, 16, 0.5,
                        new PretrainSettings.Latent(2, 1, 0.04)),
                new PretrainSettings.Optimisation(3, 8, 1e-3, 1, Optional.empty(), 0, "auto", 42,
                        Optional.empty()),
                new PretrainSettings.Output(output, Optional.empty(), PretrainSettings.Existing.REFUSE,
                        "checkpoints", 1, Optional.of("tensorboard"), Optional.of("csv"), 50, "test"),
                Map.of("task", task.name()));
    }
}
