package tmnf.rl.save;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.config.TrainSettings;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;

/** Where weights are found, what goes with them, and what is refused. */
class SavedWeightsTest extends SaveTestBase {

    private Path run() throws IOException {
        try (SaveFolder folder = open()) {
            folder.save(checkpoint(100), Optional.empty());
            folder.save(checkpoint(200), Optional.empty());
            return folder.folder();
        }
    }

    @Test
    void aRunIsItsNewestCheckpointAndEachPartOfItHasAName() throws Exception {
        Path run = run();
        SavedWeights newest = SavedWeights.find(run);
        assertThat(newest.file()).isEqualTo(run.resolve("checkpoints/2/weights1.torch"));
        assertThat(newest.name()).isEqualTo("run");
        assertThat(newest.frames()).contains(200L);
        assertThat(newest.version()).isEqualTo(20_000_001);
        assertThat(newest.config()).contains(run.resolve("checkpoints/2/config_snapshot.yaml"));
        assertThat(newest.scaling().orElseThrow().mean()).containsExactly(0.8f, 0.02f);
        assertThat(newest.upstream()).isFalse();
        assertThat(newest.weights().hasSameBits(ChannelsLast.of(weights(200)))).isTrue();

        SavedWeights target = SavedWeights.find(run, true);
        assertThat(target.file()).isEqualTo(run.resolve("checkpoints/2/weights2.torch"));
        assertThat(target.weights().hasSameBits(ChannelsLast.of(weights(201)))).isTrue();

        SavedWeights older = SavedWeights.find(run.resolve("checkpoints/1"));
        assertThat(older.name()).isEqualTo("run_1");
        assertThat(older.frames()).contains(100L);
        assertThat(SavedWeights.find(run.resolve("checkpoints/1/weights2.torch")).name()).isEqualTo("run_1");
        assertThat(SavedWeights.find(run.resolve("weights1.torch")).name()).isEqualTo("run");

        Path record = Files.createDirectories(run.resolve("best_runs/straight_9330"));
        Files.copy(run.resolve("weights1.torch"), record.resolve("weights_v3.torch"));
        SavedWeights kept = SavedWeights.find(record.resolve("weights_v3.torch"));
        assertThat(kept.name()).isEqualTo("weights_v3");
        assertThat(kept.scaling().orElseThrow().std()).containsExactly(0.5f, 0.06f);
        assertThat(kept.frames()).isEmpty(); // the run has gone on since
    }

    /** Only the number of frames is wanted of it. */
    @Test
    void weightsOfARecordAreGoodWithoutItsText() throws Exception {
        Path record = Files.createDirectories(run().resolve("best_runs/straight_9330"));
        Files.copy(record.resolve("../../weights1.torch"), record.resolve("weights1.torch"));
        Files.writeString(record.resolve("record.json"), "{\"map\": \"straight\", \"race_time_ms\": 9330, "
                + "\"frames_played\": 77, \"exploring\": false, \"weights\": [{}]}");
        assertThat(SavedWeights.find(record).frames()).contains(77L);

        Files.writeString(record.resolve("record.json"), "{\"map\": \"stra");
        SavedWeights found = SavedWeights.find(record);
        assertThat(found.frames()).isEmpty();
        assertThat(found.weights().hasSameBits(ChannelsLast.of(weights(200)))).isTrue();
    }

    @Test
    void weightsOfTheOriginalHaveItsDampers() throws Exception {
        Path run = run();
        Path theirs = Files.createDirectories(saveDir.resolve("theirs"));
        Files.copy(run.resolve("weights1.torch"), theirs.resolve("weights1.torch"));
        TrainSettings settings = TrainSettings.DEFAULT;
        int damper = ObservationLayout.of(settings.observation()).offset(ObservationLayout.WHEEL_DAMPER);
        assertThat(SavedWeights.find(theirs).scaling(settings).std()[damper]).isEqualTo(0.06f);
        Files.writeString(theirs.resolve("scaler.torch"), "not looked at");
        SavedWeights found = SavedWeights.find(theirs);
        assertThat(found.upstream()).isTrue();
        assertThat(found.scaling(settings).std()[damper]).isEqualTo(ObservationConfig.UPSTREAM_DAMPER_STD);
        TrainSettings linesight = TrainSettings.of(Map.of("state_normalization", Map.of("damper_std", 0.06)));
        assertThat(found.scaling(linesight).std()[damper]).isEqualTo(0.06f);
        Files.copy(run.resolve("optimizer1.torch"), theirs.resolve("optimizer1.torch")); // ours
        assertThat(SavedWeights.find(theirs).upstream()).isFalse();
    }

    @Test
    void whatCannotBeRacedWithIsRefused() throws Exception {
        Path run = run();
        refused(saveDir, SaveException.Reason.INCOMPLETE, "a run: " + run);
        refused(Files.createDirectories(saveDir.resolve("empty")), SaveException.Reason.INCOMPLETE,
                "neither manifest.json nor weights1.torch");
        refused(Files.writeString(saveDir.resolve("x.torch"), "no weights"), SaveException.Reason.DAMAGED,
                "x.torch");
        SavedWeights found = SavedWeights.find(run);
        assertThatExceptionOfType(SaveException.class)
                .isThrownBy(() -> found.scaling(TrainSettings.DEFAULT))
                .withMessageContaining("of 2 inputs, the configuration's are 184");
        List<WeightSpec> others = TrainSettings.DEFAULT.sizes().network().specs();
        assertThatExceptionOfType(SaveException.class).isThrownBy(() -> found.values(others))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(SaveException.Reason.MISMATCH))
                .withMessageContaining("float_feature_extractor.0.weight is [32, 184], the network's is "
                        + "[256, 184]");

        Files.writeString(run.resolve("checkpoints/2/config_snapshot.yaml"), "changed: 1\n");
        refused(run, SaveException.Reason.DAMAGED, "config_snapshot.yaml is not what was saved");
    }

    private static void refused(Path place, SaveException.Reason reason, String what) {
        assertThatExceptionOfType(SaveException.class).isThrownBy(() -> SavedWeights.find(place))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason)).withMessageContaining(what);
    }

    @Test
    void valuesAreInTheOrderOfTheNetworkAndNumbers() throws Exception {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (int i = NETWORK.size() - 1; i >= 0; i--) {
            WeightSpec spec = NETWORK.get(i);
            tensors.put(spec.name(), TorchTensor.of(spec.shape(), spec.draw(3)));
        }
        Path file = saveDir.resolve("w.torch");
        StateDict.of(tensors).write(file);
        float[] expected = new float[NETWORK.stream().mapToInt(spec -> (int) spec.size()).sum()];
        int at = 0;
        for (WeightSpec spec : NETWORK) {
            System.arraycopy(spec.draw(3), 0, expected, at, (int) spec.size());
            at += (int) spec.size();
        }
        assertThat(SavedWeights.find(file).values(NETWORK)).isEqualTo(expected);
        WeightSpec last = NETWORK.get(NETWORK.size() - 1);
        float[] broken = last.draw(3);
        broken[0] = Float.NaN;
        tensors.put(last.name(), TorchTensor.of(last.shape(), broken));
        StateDict.of(tensors).write(file);
        SavedWeights found = SavedWeights.find(file);
        assertThatExceptionOfType(SaveException.class).isThrownBy(() -> found.values(NETWORK))
                .withMessageContaining(last.name() + " holds NaN");
    }
}
