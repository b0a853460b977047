package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.gbx.file.FileTrees;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.tensorboard.EventValue;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.buffer.NotEnoughMemoryException;
import tmnf.rl.collect.CollectedRace;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.collect.RaceCycle;
import tmnf.rl.collect.SimulatedSource;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.Demonstrations;
import tmnf.rl.metrics.TrainHistory;
import tmnf.rl.metrics.TrainTags;
import tmnf.rl.metrics.WrittenTags;
import tmnf.rl.save.RunRecords;
import tmnf.rl.save.SaveException;
import tmnf.rl.save.SaveFolder;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.TrackMaps;

/** Whole trainings, in simulated games, too short to learn much. */
@Timeout(180) // a deadline, not a measure
class TrainerTest {

    @TempDir
    private Path temp;

    private TorchEngine engine;
    private final List<String> begun = new ArrayList<>();
    private final List<Long> frames = new ArrayList<>();
    private Error broken; // null: listens without a mistake
    private Optional<Duration> goal = Optional.empty();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private SettingsChanges changes = SettingsChanges.NONE;
    private Demonstrations demonstrations = Demonstrations.NONE;

    @BeforeEach
    void startEngine() throws Exception {
        engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
    }

    private static TrainSettings settings(Map<String, Object> network, int capacity) throws Exception {
        return settings(network, Map.of(), capacity);
    }

    private static TrainSettings settings(Map<String, Object> network, Map<String, Object> more, int capacity)
            throws Exception {
        return settings(network, more, Map.of(), capacity);
    }

    private static TrainSettings settings(Map<String, Object> network, Map<String, Object> more,
            Map<String, Object> memory, int capacity) throws Exception {
        Map<String, Object> own = new HashMap<>(Map.of("explorations_per_evaluation", 2, "persist_buffer",
                true, "batches_to_catch_up", 1));
        own.putAll(more);
        Map<String, Object> kept = new HashMap<>(Map.of("memory_size_schedule", List.of(List.of(0,
                List.of(capacity, 200))), "number_times_single_memory_is_used_before_discard", 4));
        kept.putAll(memory);
        Map<String, Object> sizes = new HashMap<>(Map.of("use_iqn_image_head", false, "float_hidden_dim", 16,
                "dense_hidden_dimension", 32, "iqn_embedding_dimension", 8, "iqn_k", 8));
        sizes.putAll(network);
        return TrainSettings.of(Map.of("neural_network", sizes, "environment",
                Map.of("cutoff_rollout_if_race_not_finished_within_duration_ms", 3000),
                "training", Map.of("batch_size", 32, "run_name", "test"),
                "memory", kept,
                "performance", Map.of("send_shared_network_every_n_batches", 2, "running_speed", 1000),
                "tmnf", own));
    }

    private TrainResult train(TrainSettings settings, int collectors, long maxFrames, AtomicBoolean stop)
            throws Exception {
        MapTarget target = MapTargets.builtIn("straight", 0.5);
        try (SimulatedSource source = new SimulatedSource(new TrackMaps(Optional.empty(), line -> { }),
                SimulatedSource.FAST, FaultPlan.NONE, 0)) {
            TrainRequest request = new TrainRequest(settings, List.of(new RaceCycle.Entry(target, true, 2),
                    new RaceCycle.Entry(target, false, 1)), source, collectors, temp.resolve("save"),
                    temp.resolve("tensorboard"), "tmnf: {}\n", "tmnf train", "test", Optional.of(maxFrames),
                    Optional.empty(), goal, Map.of(), changes, demonstrations, "");
            return new Trainer(engine, request, new TrainListener() {
                @Override
                public void started(String how) {
                    begun.add(how);
                }

                @Override
                public void race(CollectedRace race, long played, RunRecords.Change change) {
                    frames.add(played);
                    if (broken != null && frames.size() == 3) {
                        throw broken;
                    }
                    stop.compareAndSet(false, maxFrames == Long.MAX_VALUE && frames.size() >= 3);
                }

                @Override
                public void noted(String message) {
                    notes.add(message);
                }

                @Override
                public void warning(String message) {
                    warnings.add(message);
                }
            }).run(stop::get);
        }
    }

    @Test
    void aTrainingLearnsLeavesACheckpointAndGoesOnFromIt() throws Exception {
        TrainSettings settings = settings(Map.of(), 2000);
        TrainResult first = train(settings, 2, 600, new AtomicBoolean());
        assertThat(first.end()).isEqualTo(TrainResult.End.FRAMES);
        assertThat(first.frames()).isGreaterThanOrEqualTo(600).isEqualTo(frames.get(frames.size() - 1));
        assertThat(first.batches()).isPositive();
        assertThat(first.folder().resolve("report.html")).exists();
        StateDict online = StateDict.read(first.folder().resolve("weights1.torch"));
        StateDict target = StateDict.read(first.folder().resolve("weights2.torch"));
        assertThat(online.hasSameBits(target)).isFalse();

        TrainResult second = train(settings, 1, 1000, new AtomicBoolean());
        assertThat(begun.get(0)).contains("a fresh run");
        assertThat(begun.get(1)).contains("goes on from checkpoint 1, " + first.frames() + " frames");
        assertThat(second.frames()).isGreaterThanOrEqualTo(1000);
        assertThat(second.batches()).isGreaterThan(first.batches());
        assertThat(frames).isSorted().doesNotHaveDuplicates();
        TrainHistory history = TrainHistory.read(first.folder());
        assertThat(history.races()).hasSize(frames.size());
        assertThat(history.windows()).hasSize(2);
        assertThat(second.folder().resolve("checkpoints/2/buffer.bin")).exists();
        assertThat(warnings).isEmpty();
    }

    /** Those of finished races are looked at in TrainTagsTest. */
    @Test
    void aTrainingWritesAllTagsOfTheTable() throws Exception {
        TrainSettings settings = settings(Map.of(), Map.of(), Map.of("prio_alpha", 0.5, "buffer_test_ratio",
                0.3), 2000);
        Path folder = train(settings, 2, 900, new AtomicBoolean()).folder();
        Set<String> tags = WrittenTags.of(temp.resolve("tensorboard"));
        Set<String> families = new TreeSet<>();
        tags.forEach(tag -> families.add(WrittenTags.family(tag)));
        List<TrainTags.Tag> wanted = new ArrayList<>(TrainTags.windows());
        wanted.addAll(TrainTags.races());
        assertThat(wanted).extracting(TrainTags.Tag::name).filteredOn(name -> !families.contains(name))
                .allMatch(name -> name.matches("Race/(eval_|split_).*|.*time_finished.*|alltime.*"));
        assertThat(tags).contains("Network/optimizer/V_head.2.bias/exp_avg_sq_L2",
                "Gradients/by_layer/iqn_fc.0.weight/Linf_max", "IQN/quantile_std_action_11");
        StateDict online = StateDict.read(folder.resolve("weights1.torch"));
        float[] last = online.tensors().get("A_head.2.weight").floats();
        assertThat(WrittenTags.values(temp.resolve("tensorboard"))).filteredOn(value -> value.tag()
                .equals("Network/weights/A_head.2.weight/L2")).last().satisfies(value -> assertThat(
                        ((EventValue.Scalar) value).value()).isCloseTo((float) Math.sqrt(
                                squares(last) / last.length), within(1e-6f)));
    }

    private static double squares(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return squares;
    }

    @Test
    void aRunOfSoManyFramesLearnsWhatTheyAreWorth() throws Exception {
        int uses = 16;
        train(settings(Map.of("dense_hidden_dimension", 512), Map.of(), Map.of(
                "number_times_single_memory_is_used_before_discard", uses), 2000), 2, 900,
                new AtomicBoolean());
        JsonNode counters = new ObjectMapper().readTree(temp.resolve("save/test/statistics.json").toFile());
        long owed = counters.get("cumul_number_single_memories_should_have_been_used").asLong();
        long used = counters.get("cumul_number_single_memories_used").asLong();
        // Learning begins at 200 transitions; one batch of 32 may be open, and part of another.
        assertThat(owed - used).as("%s of %s", used, owed).isLessThanOrEqualTo(uses * 200 + 2 * 32);
        assertThat(used).isPositive();
    }

    /** Of races that no car has begun to move in, each state is one to learn from, or each but the last. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLastStateOfARaceWithoutProgressIsOneToLearnFromWhereThatIsAskedFor(boolean asked)
            throws Exception {
        TrainSettings settings = settings(Map.of(), Map.of("stand_still_after_cutoff", asked),
                Map.of("buffer_test_ratio", 0), 2000);
        TrainResult result = train(with(settings, "environment",
                "cutoff_rollout_if_no_vcp_passed_within_duration_ms", 300), 1, 60, new AtomicBoolean());

        assertThat(statistics(result.folder()).get("cumul_number_memories_generated").asLong())
                .isEqualTo(result.frames() - (asked ? 0 : frames.size()));
    }

    @Test
    void learningDoesNotPauseWhereARunGoesOnWithMoreUsesOfATransition() throws Exception {
        TrainSettings settings = settings(Map.of(), 2000);
        TrainResult first = train(settings, 1, 400, new AtomicBoolean());
        TrainSettings more = settings(Map.of(), Map.of(),
                Map.of("number_times_single_memory_is_used_before_discard", 64), 2000);
        TrainResult second = train(more, 1, first.frames() + 1, new AtomicBoolean());
        assertThat(second.batches()).isGreaterThan(first.batches());
    }

    @Test
    void aRunEndsWithTheGreedyRaceThatWasAskedFor() throws Exception {
        goal = Optional.of(Duration.ofSeconds(1));
        assertThat(train(settings(Map.of(), 2000), 1, 300, new AtomicBoolean()).end())
                .isEqualTo(TrainResult.End.FRAMES);
    }

    @Test
    void weightsKeepTheScalingThatTheyWereTrainedWith() throws Exception {
        TrainSettings settings = settings(Map.of(), 2000);
        Path folder = train(settings, 1, 1, new AtomicBoolean()).folder();
        int damper = ObservationLayout.of(settings.observation()).offset(ObservationLayout.WHEEL_DAMPER);
        assertThat(std(folder).get(damper).asDouble()).isCloseTo(0.06, within(1e-6));

        makeTheirs(folder);
        train(settings, 1, 1, new AtomicBoolean());
        assertThat(begun.get(1)).contains("the original program", "dampers are divided by 0.5, as the");
        assertThat(std(folder).get(damper).asDouble()).isEqualTo(0.5);
        train(settings, 1, 2, new AtomicBoolean());
        assertThat(begun.get(2)).contains("goes on from checkpoint 1");
        assertThat(std(folder).get(damper).asDouble()).isEqualTo(0.5);

        makeTheirs(folder);
        Map<String, Object> sections = settings.toMap();
        sections.put("state_normalization", Map.of("damper_std", 0.06)); // of Linesight
        train(TrainSettings.of(sections), 1, 1, new AtomicBoolean());
        assertThat(begun.get(3)).contains("the original program", "divided by 0.06, as damper_std");
        assertThat(std(folder).get(damper).asDouble()).isCloseTo(0.06, within(1e-6));
    }

    @Test
    void anEarlierCheckpointIsGoneOnFromInTheFolderOfANewRun() throws Exception {
        TrainSettings settings = settings(Map.of(), 2000);
        Path folder = train(settings, 1, 1, new AtomicBoolean()).folder();
        long first = statistics(folder).get("cumul_number_frames_played").asLong();
        train(settings, 1, first + 1, new AtomicBoolean());
        Path again = copied(folder.resolve("checkpoints/1"), "again");
        int races = frames.size();
        train(with(settings, "training", "run_name", "again"), 1, first + 1, new AtomicBoolean());
        assertThat(begun.get(2)).contains("goes on from the checkpoint there", first + " frames");
        assertThat(frames.get(races)).isGreaterThan(first);
        int damper = ObservationLayout.of(settings.observation()).offset(ObservationLayout.WHEEL_DAMPER);
        assertThat(std(again).get(damper).asDouble()).isCloseTo(0.06, within(1e-6));
        assertThat(TrainHistory.read(folder).windows()).hasSize(2);
    }

    private static TrainSettings with(TrainSettings settings, String section, String key, Object value)
            throws Exception {
        Map<String, Object> sections = settings.toMap();
        Map<String, Object> keys = new LinkedHashMap<>();
        ((Map<?, ?>) sections.get(section)).forEach((name, old) -> keys.put(String.valueOf(name), old));
        keys.put(key, value);
        sections.put(section, keys);
        return TrainSettings.of(sections);
    }

    @Test
    void whatChangedSinceTheCheckpointIsRefusedOrSaid() throws Exception {
        TrainSettings settings = settings(Map.of(), 2000);
        changes = snapshotOf(settings);
        train(settings, 1, 1, new AtomicBoolean());
        List<Object> actions = new ArrayList<>((List<?>) ((Map<?, ?>) settings.toMap().get("inputs"))
                .get("actions"));
        Collections.reverse(actions);
        TrainSettings reversed = with(settings, "inputs", "actions", actions);
        assertThatExceptionOfType(SaveException.class)
                .isThrownBy(() -> train(reversed, 1, 2, new AtomicBoolean()))
                .withMessageContaining("inputs.actions are other ones, or in another order");
        assertThat(begun).hasSize(1);

        train(with(with(settings, "environment", "road_width", 80), "state_normalization", "damper_std",
                0.5), 1, 2, new AtomicBoolean());
        assertThat(warnings).hasSize(3);
        assertThat(warnings.get(0)).contains("learned anew", "environment.road_width was 90.0, is 80.0");
        assertThat(warnings.get(2)).contains("buffer.bin are not taken: they are of other settings:"
                + " environment.road_width was 90.0, is 80.0", "the next checkpoint takes the file away");
        assertThat(warnings.get(1)).startsWith("state_normalization.damper_std of the configuration is not");
        assertThat(notes).isEmpty();
        train(with(settings, "performance", "max_rollout_queue_size", 2), 1, 3, new AtomicBoolean());
        assertThat(notes).containsExactly("settings changed since the checkpoint:"
                + " performance.max_rollout_queue_size");
        assertThat(warnings).hasSize(3);
        TrainSettings dearer = with(settings, "rewards", "constant_reward_per_ms", -0.002);
        assertThat(look(dearer)).singleElement().asString().contains("learned from with the rewards that"
                + " they got then", "rewards.constant_reward_per_ms changed; remove ", "buffer.bin");
        train(dearer, 1, 4, new AtomicBoolean());
        assertThat(warnings).hasSize(4).last().asString().contains("with the rewards that they got then");
    }

    private List<String> look(TrainSettings settings) throws IOException {
        return RunLook.at(settings, temp.resolve("save"), changes).warnings();
    }

    @Test
    void transitionsBesideACopiedCheckpointAreTakenLeftOrNamedAsDamaged() throws Exception {
        TrainSettings settings = settings(Map.of(), 2000);
        Path checkpoint = train(settings, 1, 1, new AtomicBoolean()).folder().resolve("checkpoints/1");
        Path cut = copied(checkpoint, "cut").resolve("buffer.bin");
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 9));
        TrainSettings wantsCut = with(settings, "training", "run_name", "cut");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> look(wantsCut))
                .withMessageContainingAll(cut.toString(), "it is damaged", "remove it to start with");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> train(wantsCut, 1, 1, new AtomicBoolean()))
                .withMessageContainingAll(cut.toString(), "it is damaged", "remove it to start with");

        Path left = copied(checkpoint, "left").resolve("buffer.bin");
        train(with(settings(Map.of(), Map.of("annealing", true), 2000), "training", "run_name", "left"), 1, 1,
                new AtomicBoolean());
        assertThat(warnings).singleElement().asString().contains("the file is left there");
        assertThat(left).hasBinaryContent(bytes);
        assertThat(left.resolveSibling("manifest.json")).exists();

        Path taken = copied(checkpoint, "taken").resolve("buffer.bin");
        train(with(settings, "training", "run_name", "taken"), 1, 1, new AtomicBoolean());
        assertThat(warnings).hasSize(1);
        assertThat(taken).doesNotExist();
    }

    private Path copied(Path checkpoint, String run) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("save").resolve(run));
        try (var files = Files.list(checkpoint)) {
            for (Path each : files.toList()) {
                Files.copy(each, folder.resolve(each.getFileName()));
            }
        }
        return folder;
    }

    /** Whose checkpoints are all of these settings. */
    private static SettingsChanges snapshotOf(TrainSettings settings) {
        return new SettingsChanges() {
            @Override
            public Optional<Map<String, Object>> changed() {
                return Optional.empty();
            }

            @Override
            public String text(TrainSettings now) {
                return now.toMap().toString();
            }

            @Override
            public Optional<Map<String, Object>> sections(String text) {
                return Optional.of(settings.toMap());
            }
        };
    }

    /** Makes a run one of the original: weights, and no file that only we write. */
    private void makeTheirs(Path folder) throws IOException {
        Path theirs = Files.createDirectories(temp.resolve("save/theirs"));
        for (String name : List.of("weights1.torch", "weights2.torch")) {
            Files.copy(folder.resolve(name), theirs.resolve(name));
        }
        Files.writeString(theirs.resolve("scaler.torch"), "not looked at");
        FileTrees.delete(folder);
        Files.move(theirs, folder);
    }

    @Test
    void keptTransitionsThatAreOfNoUseAreLeftWithAWarningAndTheRunGoesOn() throws Exception {
        TrainSettings settings = settings(Map.of(), 2000);
        Path folder = train(settings, 1, 1, new AtomicBoolean()).folder();
        train(settings(Map.of(), Map.of("annealing", true), 2000), 1, 2, new AtomicBoolean());
        assertThat(warnings).singleElement().asString().contains("buffer.bin are not taken: they have frames",
                "and 3 steps; the configuration has", "and 10; it begins with an empty buffer");
        Files.delete(folder.resolve("checkpoints/2/buffer.bin"));
        train(settings, 1, 3, new AtomicBoolean());
        assertThat(warnings).hasSize(2).last().asString().contains("the file is missing");
        train(settings(Map.of(), Map.of("persist_buffer", false), 2000), 1, 4, new AtomicBoolean());
        assertThat(warnings).hasSize(3).last().asString().contains("tmnf.persist_buffer is off");
        train(settings, 1, 5, new AtomicBoolean());
        assertThat(warnings).hasSize(3);
        assertThat(begun).hasSize(5).last().asString().contains("goes on from checkpoint 4");
    }

    private static JsonNode statistics(Path folder) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(SaveFolder.STATISTICS).toFile());
    }

    private static JsonNode std(Path folder) throws IOException {
        return statistics(folder).get("float_inputs_std");
    }

    @Test
    void settingsAndASingleResetAreTakenWhileItTrainsAndAreInTheCheckpoint() throws Exception {
        Map<String, Object> annealing = Map.of("annealing", true, "annealing_batches", 20);
        TrainSettings settings = settings(Map.of("additional_transition_after_reset", 64), annealing, 2000);
        changes = afterTwoRaces(settings, "single_reset_flag", 1);
        Path folder = train(settings, 1, 350, new AtomicBoolean()).folder();
        assertThat(notes).hasSize(2);
        assertThat(notes.get(0)).isEqualTo("settings changed: neural_network.single_reset_flag");
        assertThat(notes.get(1)).startsWith("reset 1 of the network, after ");
        assertThat(warnings).isEmpty();
        assertThat(folder.resolve(SaveFolder.CONFIG)).content().contains("single_reset_flag=1");
        JsonNode extra = statistics(folder).get("extra");
        assertThat(extra.get("resets").asInt()).isOne();
        assertThat(extra.get("single_reset_flag").asInt()).isOne();
        assertThat(extra.get("transitions_since_reset").asLong()).isPositive();

        changes = SettingsChanges.NONE;
        train(settings(Map.of("single_reset_flag", 1), annealing, 2000), 1, 400, new AtomicBoolean());
        assertThat(notes).hasSize(2); // not repeated
        train(settings(Map.of("single_reset_flag", 1, "reset_every_n_frames_generated", 1,
                "additional_transition_after_reset", 64), annealing, 2000), 1, 450, new AtomicBoolean());
        assertThat(statistics(folder).get("extra").get("resets").asInt()).isGreaterThan(1);
    }

    private SettingsChanges afterTwoRaces(TrainSettings settings, String key, Object value) {
        return new SettingsChanges() {
            @Override
            @SuppressWarnings("unchecked")
            public Optional<Map<String, Object>> changed() {
                if (frames.size() < 2) {
                    return Optional.empty();
                }
                Map<String, Object> sections = settings.toMap();
                ((Map<String, Object>) sections.get("neural_network")).put(key, value);
                return Optional.of(sections);
            }

            @Override
            public Duration interval() {
                return Duration.ZERO;
            }

            @Override
            public String text(TrainSettings now) {
                return now.toMap().toString();
            }
        };
    }

    @Test
    void everyFinishedRaceThatIsFastEnoughIsKept() throws Exception {
        Map<String, Object> sections = settings(Map.of(), 2000).toMap();
        sections.put("environment", Map.of());
        // More than these races bring: nothing is learned, so the weights stay as they are.
        sections.put("memory", Map.of("memory_size_schedule", List.of(List.of(0, List.of(50_000, 50_000)))));
        sections.put("performance", Map.of("threshold_to_save_all_runs_ms", 60_000, "running_speed", 1000));
        TrainSettings settings = TrainSettings.of(sections);
        // Weights of 0 drive straight ahead, whenever they are asked.
        Map<String, TorchTensor> zeros = new LinkedHashMap<>();
        settings.driver().specs().forEach(spec -> zeros.put(spec.name(), TorchTensor.of(spec.shape(),
                new float[Math.toIntExact(spec.size())])));
        for (String name : List.of("weights1.torch", "weights2.torch")) {
            Path file = temp.resolve("save/test").resolve(name);
            Files.createDirectories(file.getParent());
            StateDict.of(zeros).write(file);
        }
        Path folder = train(settings, 1, Long.MAX_VALUE, new AtomicBoolean()).folder();
        try (var files = Files.list(folder.resolve("good_runs"))) {
            long fast = TrainHistory.read(folder).races().stream().filter(race -> race.finished()
                    && race.seconds() <= 60).count();
            assertThat(files).isNotEmpty().hasSize((int) fast).allSatisfy(file -> {
                assertThat(file.getFileName().toString()).matches("straight_\\d+_\\d{4}_\\d{6}_\\d+_eval"
                        + "\\.inputs");
                assertThat(Files.readString(file)).matches("0-[0-9.]+ press up\n");
            });
        }
    }

    @Test
    void aListenerThatFailsEndsItWithACheckpointOfWhatWasLearned() throws Exception {
        TrainSettings settings = settings(Map.of(), 2000);
        broken = new AssertionError("a mistake");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> train(settings, 1, 600, new AtomicBoolean()))
                .withCause(broken);
        broken = null;
        long played = frames.get(frames.size() - 1);
        train(settings, 1, 1, new AtomicBoolean());
        assertThat(begun.get(1)).contains("goes on from checkpoint 1, " + played + " frames");
    }

    @Test
    void aRunThatGoesOnDrawsOtherNumbersThanBefore() throws Exception {
        TrainSettings settings = settings(Map.of(), 2000);
        Path folder = train(settings, 1, 1, new AtomicBoolean()).folder();
        JsonNode first = statistics(folder).get("random_seeds");
        train(settings, 1, 2, new AtomicBoolean());
        assertThat(first.get("run").asLong()).isNotEqualTo(settings.own().seed());
        assertThat(statistics(folder).get("random_seeds")).isNotEqualTo(first);
    }

    @Test
    void whoAsksItToStopFindsACheckpointOfAllRacesThatWereHandedOver() throws Exception {
        TrainResult result = train(settings(Map.of(), 2000), 1, Long.MAX_VALUE, new AtomicBoolean());
        assertThat(result.end()).isEqualTo(TrainResult.End.INTERRUPTED);
        assertThat(result.frames()).isEqualTo(frames.get(frames.size() - 1));
        assertThat(TrainHistory.read(result.folder()).races()).hasSize(frames.size());
        assertThat(Files.readString(result.folder().resolve(SaveFolder.STATISTICS)))
                .contains("\"cumul_number_frames_played\": " + result.frames());
    }

    @Test
    void aRunOfAnotherNetworkIsRefusedAndLeftAsItIs() throws Exception {
        Path folder = train(settings(Map.of(), 2000), 1, 1, new AtomicBoolean()).folder();
        byte[] manifest = Files.readAllBytes(folder.resolve("manifest.json"));
        TrainSettings other = settings(Map.of("float_hidden_dim", 24), 2000);
        assertThatExceptionOfType(SaveException.class)
                .isThrownBy(() -> train(other, 1, 600, new AtomicBoolean()))
                .satisfies(e -> assertThat(e.report()).anyMatch(line -> line.contains("float_feature")));
        assertThat(folder.resolve("manifest.json")).hasBinaryContent(manifest);
    }

    @Test
    void transitionsThatDoNotFitIntoMemoryAreRefusedBeforeAnythingIsWritten() throws Exception {
        TrainSettings large = settings(Map.of("use_iqn_image_head", true, "w_downsized", 512, "h_downsized",
                512), 100_000_000);
        assertThatExceptionOfType(NotEnoughMemoryException.class)
                .isThrownBy(() -> train(large, 1, 1, new AtomicBoolean()))
                .withMessageContaining("memory_size_schedule");
        assertThat(temp.resolve("save")).doesNotExist();
    }
}
