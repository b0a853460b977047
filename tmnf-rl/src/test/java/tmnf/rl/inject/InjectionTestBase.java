package tmnf.rl.inject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.junit.jupiter.api.io.TempDir;

import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;

/** Encoders and settings for the tests of this package. */
abstract class InjectionTestBase {

    /** Small, and for pictures that are not square. */
    static final IqnNetwork NETWORK = new IqnNetwork(Optional.of(new Encoder(1, 36, 44)), 5, 8, 16, 4, 3);

    @TempDir
    Path folder;

    Path save() {
        return folder.resolve("save");
    }

    /** A drawn encoder for so many frames, in a file. */
    Path encoder(String name, int channels, String prefix) throws IOException {
        Path file = folder.resolve(name);
        dict(channels).prefixed(prefix).write(file);
        return file;
    }

    static StateDict dict(int channels) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (WeightSpec spec : new Encoder(channels, 36, 44).specs("")) {
            tensors.put(spec.name(), TorchTensor.of(spec.shape(), spec.draw(7)));
        }
        return StateDict.of(tensors);
    }

    void meta(String json) throws IOException {
        Files.writeString(folder.resolve("pretrain_meta.json"), json);
    }

    InjectionSettings fresh(Path encoder) {
        return settings(encoder, Combine.MEAN, Fold.AUTO, false, true, false);
    }

    InjectionSettings settings(Path encoder, Combine combine, Fold fold, boolean allow, boolean fresh,
            boolean overwrite) {
        return new InjectionSettings(encoder, Optional.empty(), NETWORK, combine, fold, allow,
                new InjectionSettings.Target(save(), fresh, 3, overwrite, "1.0"));
    }

    static List<String> codes(InjectionPlan plan) {
        return plan.warnings().stream().map(InjectionPlan.Warning::code).toList();
    }

    static float[] random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(256);
        }
        return values;
    }
}
