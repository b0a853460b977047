package tmnf.rl.save;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.io.TempDir;

import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.net.NetworkSizes;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;
import tmnf.rl.save.Statistics.Counters;
import tmnf.rl.save.Statistics.SelfLoss;

/** Checkpoints of the golden network's shapes. */
class SaveTestBase {

    static final List<WeightSpec> NETWORK =
            new NetworkSizes(44, 36, true, 184, 32, 64, 16, 12).network().specs();
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-29T09:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path saveDir;

    static StateDict weights(long seed) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        NETWORK.forEach(spec -> tensors.put(spec.name(), TorchTensor.of(spec.shape(), spec.draw(seed))));
        return StateDict.of(tensors);
    }

    static OptimizerState optimizer(long steps) {
        return new OptimizerState(1e-3, 0.9, 0.999, 1e-4, 0, NETWORK.stream().map(spec ->
                new OptimizerState.Slot(steps, TorchTensor.of(spec.shape(), spec.draw(8)),
                        TorchTensor.of(spec.shape(), spec.draw(9)))).toList());
    }

    static Statistics statistics(long frames) {
        return new Statistics(new Counters(frames, 900, 800, 28_800.5, 2048, 20_000_001, 7, 0.123),
                Map.of("straight", 9_330, "A01", 24_540), Map.of("straight", 9_512.25),
                new SelfLoss(0.015407810918986797, 0.0154), Map.of("learner", -5L, "buffer", Long.MAX_VALUE),
                42, List.of(0.8f, 0.02f), List.of(0.5f, 0.06f), Map.of("tmnf", "0.1"),
                Map.of("replay_offset", 640_000.0, "no_number", Double.NaN));
    }

    static Checkpoint checkpoint(long frames) {
        return new Checkpoint(weights(frames), weights(frames + 1), optimizer((1L << 24) + 1),
                statistics(frames), "seed: 42 # " + frames + "\n", Optional.empty());
    }

    SaveFolder open() throws IOException {
        return SaveFolder.open(saveDir, "run", 2, CLOCK);
    }

    static Rollout race(String map, boolean exploring, RaceEnd end, int timeMs, int... actions) {
        int count = actions.length;
        int entries = count + (end.terminated() ? 1 : 0);
        long[] versions = new long[count];
        for (int i = 0; i < count; i++) {
            versions[i] = i < count / 2 ? 3 : 4;
        }
        return new Rollout(map, exploring, end, timeMs, 1, 0, new byte[0], new float[count], actions,
                new boolean[count], new float[count * 12], versions, new double[entries], new int[entries], 0,
                1);
    }
}
