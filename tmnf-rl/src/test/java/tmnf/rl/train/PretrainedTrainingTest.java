package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import ai.djl.ndarray.NDManager;
import tmnf.pretrain.cloning.ActionColumns;
import tmnf.pretrain.cloning.BehaviouralCloning;
import tmnf.pretrain.cloning.CloningFiles;
import tmnf.pretrain.cloning.CloningIqn;
import tmnf.pretrain.cloning.Dropout;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.collect.RaceCycle;
import tmnf.rl.collect.SimulatedSource;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.Demonstrations;
import tmnf.rl.inject.InjectionException;
import tmnf.rl.inject.PretrainedFiles;
import tmnf.rl.net.NetworkSizes;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.TrackMaps;

/** Trainings that begin with pretrained parts, in simulated games. */
@Timeout(180) // a deadline, not a measure
class PretrainedTrainingTest {

    private static final Map<String, Object> SMALL = Map.of("float_hidden_dim", 16,
            "dense_hidden_dimension", 32, "iqn_embedding_dimension", 8, "iqn_k", 8);

    @TempDir
    private Path temp;

    private TorchEngine engine;
    private final List<String> begun = new ArrayList<>();
    private final List<String> warned = new ArrayList<>();

    @BeforeEach
    void startEngine() throws Exception {
        engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
    }

    private static TrainSettings settings(Map<String, Object> training) throws Exception {
        Map<String, Object> blind = new LinkedHashMap<>(SMALL);
        blind.put("use_iqn_image_head", false);
        return settings(blind, training);
    }

    private static TrainSettings settings(Map<String, Object> network, Map<String, Object> training)
            throws Exception {
        Map<String, Object> keys = new LinkedHashMap<>(Map.of("batch_size", 32, "run_name", "test"));
        keys.putAll(training);
        return TrainSettings.of(Map.of("neural_network", network,
                "environment", Map.of("cutoff_rollout_if_race_not_finished_within_duration_ms", 3000),
                "training", keys,
                "memory", Map.of("memory_size_schedule", List.of(List.of(0, List.of(2000, 100))),
                        "number_times_single_memory_is_used_before_discard", 4),
                "performance", Map.of("running_speed", 1000), "tmnf", Map.of("batches_to_catch_up", 2)));
    }

    private TrainResult train(TrainSettings settings, PretrainedRequest pretrained, long frames)
            throws Exception {
        MapTarget target = MapTargets.builtIn("straight", 0.5);
        try (SimulatedSource source = new SimulatedSource(new TrackMaps(Optional.empty(), line -> { }),
                SimulatedSource.FAST, FaultPlan.NONE, 0)) {
            TrainRequest request = new TrainRequest(settings, List.of(new RaceCycle.Entry(target, true, 1)),
                    source, 1, temp.resolve("save"), temp.resolve("tensorboard"), "tmnf: {}\n", "tmnf train",
                    "test", Optional.of(frames), Optional.empty(), Optional.empty(), Map.of(),
                    SettingsChanges.NONE, Demonstrations.NONE, "");
            return new Trainer(engine, request, pretrained, new TrainListener() {
                @Override
                public void started(String how) {
                    begun.add(how);
                }

                @Override
                public void warning(String message) {
                    warned.add(message);
                }
            }).run(() -> false);
        }
    }

    /** A whole network as behavioural cloning leaves it. */
    private Path cloned(TrainSettings settings) throws Exception {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        float[] std = new float[settings.sizes().floats()];
        Arrays.fill(std, 2);
        tensors.put("float_inputs_mean", TorchTensor.of(List.of((long) std.length), new float[std.length]));
        tensors.put("float_inputs_std", TorchTensor.of(List.of((long) std.length), std));
        for (WeightSpec spec : settings.sizes().network().specs()) {
            tensors.put(spec.name(), TorchTensor.of(spec.shape(), spec.draw(99)));
        }
        Path file = temp.resolve("iqn_bc.pt");
        StateDict.of(tensors).write(file);
        return file;
    }

    @Test
    void frozenPartsKeepEveryBitAndTheOthersLearn() throws Exception {
        TrainSettings settings = settings(Map.of("pretrain_float_head_freeze", true,
                "pretrain_V_head_freeze", true));
        Path file = cloned(settings);
        StateDict before = StateDict.read(file);
        PretrainedRequest request = new PretrainedRequest(new PretrainedFiles(Optional.empty(),
                Optional.of(file), Optional.empty(), Optional.empty()), Optional.empty());

        TrainResult first = train(settings, request, 400);

        assertThat(first.batches()).isGreaterThan(10);
        StateDict online = StateDict.read(first.folder().resolve("weights1.torch"));
        for (String part : List.of("float_feature_extractor.", "V_head.")) {
            assertThat(online.under(part).hasSameBits(before.under(part))).as(part).isTrue();
        }
        for (String part : List.of("A_head.", "iqn_fc.")) {
            assertThat(online.under(part).hasSameBits(before.under(part))).as(part).isFalse();
        }
        assertThat(warned).as("the file has them").noneMatch(text -> text.contains("freeze"));
        assertThat(begun.get(0)).contains("a fresh run", file + ": float_feature_extractor.*");
        assertThat(Files.readString(first.folder().resolve("statistics.json")).replaceAll("\\s", ""))
                .contains("\"float_inputs_std\":[2.0,2.0,");

        // A run that goes on has learned more than the file, which may have gone.
        Files.delete(file);
        train(settings, request, 420);
        assertThat(begun.get(1)).contains("goes on from checkpoint 1", "iqn_bc.pt is not put in again");
        StateDict later = StateDict.read(first.folder().resolve("weights1.torch"));
        assertThat(later.under("V_head.").hasSameBits(before.under("V_head."))).isTrue();
    }

    /** What our own cloning writes, of a driver that sees pictures. */
    @Test
    void frozenPartsOfOurOwnClonedNetworkKeepEveryBit() throws Exception {
        Map<String, Object> seeing = new LinkedHashMap<>(SMALL);
        seeing.putAll(Map.of("use_iqn_image_head", true, "w_downsized", 36, "h_downsized", 34));
        TrainSettings settings = settings(seeing, Map.of("pretrain_encoder_freeze", true,
                "pretrain_actions_head_freeze", true, "pretrain_iqn_fc_freeze", true));
        Path file = clonedBySelf(settings);
        StateDict before = StateDict.read(file);
        PretrainedRequest request = new PretrainedRequest(new PretrainedFiles(Optional.empty(),
                Optional.of(file), Optional.empty(), Optional.empty()), Optional.empty());

        TrainResult result = train(settings, request, 250);

        assertThat(result.batches()).isGreaterThan(2);
        StateDict online = StateDict.read(result.folder().resolve("weights1.torch"));
        for (String part : List.of("img_head.", "A_head.", "iqn_fc.")) {
            assertThat(online.under(part).hasSameBits(before.under(part))).as(part).isTrue();
        }
        for (String part : List.of("float_feature_extractor.", "V_head.")) {
            assertThat(online.under(part).hasSameBits(before.under(part))).as(part).isFalse();
        }
    }

    private Path clonedBySelf(TrainSettings settings) throws Exception {
        NetworkSizes sizes = settings.sizes();
        BehaviouralCloning objective = new BehaviouralCloning(new CloningIqn(new StackedEncoder(1,
                StackedEncoder.Mode.CHANNEL, sizes.height(), sizes.width()), settings.normalisation(),
                new CloningIqn.Sizes(sizes.floatHidden(), sizes.dense(), sizes.embedding()), 1,
                sizes.actions(), Dropout.NONE, false), Normalization.RL, ActionColumns.NOW, List.of(1.0));
        try (NDManager scope = engine.manager();
                Weights weights = new Weights(scope, objective.specs(), false)) {
            weights.draw(99);
            return CloningFiles.write(temp, objective, weights, new CloningFiles.Wanted(false, false, false))
                    .get(0);
        }
    }

    @Test
    void bothNetworksBeginWithThePartsAndTheRestIsAsDrawn() throws Exception {
        TrainSettings settings = settings(Map.of());
        StateDict drawn = StateDict.read(train(settings, PretrainedRequest.NONE, 1).folder()
                .resolve("weights1.torch"));
        StateDict head = StateDict.read(cloned(settings)).under("A_head.");
        Path file = temp.resolve("actions_head.pt");
        head.write(file);
        PretrainedRequest request = new PretrainedRequest(new PretrainedFiles(Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.of(file)), Optional.empty());

        warned.clear();
        TrainSettings second = settings(Map.of("run_name", "second", "pretrain_actions_head_freeze", true,
                "pretrain_V_head_freeze", true));
        Path folder = train(second, request, 1).folder();
        assertThat(warned).filteredOn(text -> text.contains("freeze")).singleElement().asString()
                .contains("training.pretrain_V_head_freeze is true, and no file has V_head.*");

        for (String name : List.of("weights1.torch", "weights2.torch")) {
            StateDict weights = StateDict.read(folder.resolve(name));
            assertThat(weights.under("A_head.").hasSameBits(head)).isTrue();
            assertThat(weights.under("V_head.").hasSameBits(drawn.under("V_head."))).isTrue();
        }
    }

    @Test
    void anEncoderOfItsOwnIsNotForARunThatGoesOn() throws Exception {
        TrainSettings settings = settings(Map.of());
        Path folder = train(settings, PretrainedRequest.NONE, 1).folder();
        byte[] manifest = Files.readAllBytes(folder.resolve("manifest.json"));
        PretrainedRequest request = new PretrainedRequest(PretrainedFiles.NONE,
                Optional.of(temp.resolve("encoder.pt")));
        assertThatExceptionOfType(InjectionException.class).isThrownBy(() -> train(settings, request, 2))
                .withMessageContaining("the run goes on");
        assertThat(folder.resolve("manifest.json")).hasBinaryContent(manifest);
    }
}
