package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tmnf.cli.CliTestBase;
import tmnf.gbx.Samples;
import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.collect.SimulatedSource;
import tmnf.tminterface.sim.driver.DrivenReplays;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.SimulatedGame;
import tmnf.tminterface.sim.game.SimulatedGames;
import tmnf.tminterface.sim.game.TrackMaps;

/** How a training begins: what it finds, what it goes on with, what it refuses. */
@Timeout(120)
class TrainStartTest extends CliTestBase {

    /** That of the golden weights, without the image's cost elsewhere. */
    private static final String GOLDEN = """
            # A run of the original.
            environment:
              cutoff_rollout_if_race_not_finished_within_duration_ms: 3000
            neural_network:
              w_downsized: 44
              h_downsized: 36
              float_hidden_dim: 32
              dense_hidden_dimension: 64
              iqn_embedding_dimension: 16
              iqn_k: 8
            training:
              run_name: theirs
              batch_size: 32
            memory:
              memory_size_schedule: [[0, [2000, 100]]]
              number_times_single_memory_is_used_before_discard: 4
            performance:
              gpu_collectors_count: 1
            tmnf:
              explorations_per_evaluation: 2
            """;
    private static final String BLIND = GOLDEN.replace("w_downsized: 44", "use_iqn_image_head: false")
            .replace("theirs", "small");

    @BeforeEach
    void useOneThread() {
        variables.put("TMNF_TRAIN__THREADS", "1");
    }

    /** The first of two ports in a row that nobody uses, below those that systems hand out. */
    private static int freePorts() throws IOException {
        for (int port = 21_000; port < 32_000; port += 2) {
            try (ServerSocket first = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    ServerSocket second = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress())) {
                return Math.min(first.getLocalPort(), second.getLocalPort());
            } catch (BindException e) {
                continue; // of somebody else
            }
        }
        throw new AssertionError("no two free ports");
    }

    private static Path find(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(ending)).findFirst()
                    .orElseThrow();
        }
    }

    private Path encoder(String name, int channels) throws IOException {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (WeightSpec spec : new Encoder(channels, 36, 44).specs("")) {
            tensors.put(spec.name(), TorchTensor.of(spec.shape(), spec.draw(7)));
        }
        StateDict.of(tensors).write(cwd.resolve(name));
        write("pretrain_meta.json", "{\"image_normalization\": \"rl\"}");
        return cwd.resolve(name);
    }

    private static StateDict weights(Path folder) throws IOException {
        return StateDict.read(folder.resolve("weights1.torch"));
    }

    // ------------------------------------------------------------------------------------ without any option

    /** As a user has it: their configuration, their map in the game's folder, its line, a game that runs. */
    @Test
    void withoutAnyOptionItRacesTheMapsOfTheUsersFileWithTheWeightsOfInitIqn() throws Exception {
        DrivenReplays.write(cwd.resolve("made"), "chicane", "chicane", 1, 1, () -> false);
        Path replay = find(cwd.resolve("made"), ".replay.gbx");
        assertThat(tmnf("extract-map", replay.toString(), "-o", "made").code()).isZero();
        Path challenges = Files.createDirectories(home.resolve("Documents/TrackMania/Tracks/Challenges/My"));
        Path challenge = challenges.resolve("chicane.Challenge.Gbx");
        Files.copy(find(cwd.resolve("made"), ".challenge.gbx"), challenge);
        CliRun line = tmnf("vcp", replay.toString(), "-o", "maps/chicane_0.5m.npy");
        assertThat(line.code()).as(line.err()).isZero();
        write("config_files/rl/config_default.yaml", GOLDEN.replace("gpu_collectors_count: 1",
                "gpu_collectors_count: 2") + """
                map_cycle:
                  entries:
                    - short_name: chicane
                      map_path: '"My\\chicane.Challenge.Gbx"'
                      reference_line_path: chicane_0.5m.npy
                """);
        encoder("encoder.pt", 1);
        CliRun init = tmnf("init-iqn", "--encoder-pt", "encoder.pt", "--save-dir", "save/");
        assertThat(init.code()).as(init.err()).isZero();
        StateDict pair = weights(cwd.resolve("save"));
        TrackMaps maps = new TrackMaps(Optional.empty(), text -> { });
        maps.give("My\\chicane.Challenge.Gbx", TrackMaps.read(challenge));
        try (SimulatedGames games = SimulatedGames.start(freePorts(), 1, ignored ->
                new SimulatedGame.Setup(maps,
                Path.of("none"), Optional.empty(), SimulatedSource.FAST.withFocus(true), FaultPlan.NONE, 1,
                Optional.empty()), (ignored, text) -> { })) {
            variables.put("BASE_TMI_PORT", games.ports().get(0).toString());
            variables.put("TMNF_TRAIN__MAX_RUNTIME", "1s");

            CliRun run = tmnf("train");

            assertThat(run.code()).as(run.err()).isEqualTo(75);
            assertThat(run.err()).contains("Map: chicane, 1 exploring race",
                    "save: a fresh run with the initial weights there; there is no checkpoint to go on from",
                    "gpu_collectors_count is 2, and nobody listens on port", "it races in 1 game;");
        }
        assertThat(StateDict.read(cwd.resolve("save/theirs/checkpoints/1/weights2.torch")).names())
                .isEqualTo(pair.names());
        assertThat(weights(cwd.resolve("save")).hasSameBits(pair)).isTrue();
    }

    @Test
    void withoutAMapItSaysWhatToGive() throws IOException {
        CliRun bare = tmnf("train");
        assertThat(bare.code()).isEqualTo(2);
        assertThat(bare.err()).contains("no map to race on: map_cycle of the built-in configuration is empty",
                "--map X.Challenge.Gbx with --line-from REPLAY", "--sim");
        write("config/rl/default.yaml", BLIND);
        write("config_files/rl/config_default.yaml", BLIND);
        CliRun shadowed = tmnf("train");
        assertThat(shadowed.code()).isEqualTo(2);
        assertThat(shadowed.err().replaceAll("\\s+",
                " ")).contains("map_cycle of config/rl/default.yaml is empty",
                "give --rl-config config_files/rl/config_default.yaml");
        assertThat(cwd.resolve("save")).doesNotExist();
    }

    @Test
    void simulatedGamesAloneRaceOnTheStraight() throws IOException {
        write("config/rl/default.yaml", BLIND);
        CliRun run = tmnf("train", "--sim", "--dry-run");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("it is the built-in track straight; --map names another one");
        assertThat(run.out()).contains("Map: straight, 2 exploring races", "save/small");
        installation = Files.createDirectories(cwd.resolve("installed"));
        Files.delete(cwd.resolve("config/rl/default.yaml"));
        write("installed/config/rl/default.yaml", BLIND.replace("small", "shipped"));
        assertThat(tmnf("train", "--sim", "--dry-run").out()).contains("save/shipped");
    }

    // -------------------------------------------------------------------------------------- pretrained parts

    private CliRun train(String... more) throws IOException {
        String[] words = {"train", "--sim", "--rl-config", "rl.yaml", "--max-frames", "1"};
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return tmnf(all);
    }

    @Test
    void anEncoderIsForTheBeginningOfARun() throws IOException {
        write("rl.yaml", GOLDEN);
        Path encoder = encoder("encoder.pt", 1);
        assertThat(train("--init-from", "encoder.pt", "--dry-run").err()).contains(encoder + ": img_head.*");
        CliRun first = train("--init-from", "encoder.pt");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err()).contains("with weights drawn anew; " + shown(encoder) + ": img_head.*");
        StateDict trained = weights(cwd.resolve("save/theirs"));
        assertThat(trained.under("img_head.").hasSameBits(StateDict.read(encoder))).isTrue();
        assertThat(Files.readString(cwd.resolve("save/theirs/config_snapshot.yaml")))
                .contains("pretrain_encoder_path: encoder.pt");

        CliRun again = train("--init-from", "encoder.pt");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("the run goes on", "leave out --init-from to go on");
        assertThat(train("--init-from", "encoder.pt", "--dry-run").code()).isEqualTo(2);

        // The same by the configuration is not put in again, and said so.
        write("rl.yaml", GOLDEN.replace("batch_size: 32",
                "pretrain_encoder_path: encoder.pt\n  batch_size: 32"));
        Files.delete(encoder);
        assertThat(train("--dry-run").err()).contains("encoder.pt is not put in again");
        CliRun resumed = train();
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("goes on from checkpoint 1", "encoder.pt is not put in again");
    }

    @Test
    void weightsThatAreThereGetTheEncoderOnlyWhenItIsAskedFor() throws IOException {
        write("rl.yaml", GOLDEN);
        encoder("encoder.pt", 1);
        assertThat(train("--run-name", "other").code()).isZero();
        for (String name : new String[] {"weights1.torch", "weights2.torch"}) {
            Files.copy(cwd.resolve("save/other").resolve(name), cwd.resolve("save").resolve(name));
        }
        StateDict there = weights(cwd.resolve("save"));
        write("rl.yaml", GOLDEN.replace("batch_size: 32",
                "pretrain_encoder_path: encoder.pt\n  batch_size: 32"));
        CliRun kept = train("--run-name", "kept");
        assertThat(kept.err()).contains("encoder.pt is not put in: the run begins with weights that are "
                + "there");
        assertThat(weights(cwd.resolve("save/kept")).hasSameBits(there)).isTrue();

        CliRun replaced = train("--run-name", "replaced", "--init-from", "encoder.pt");
        assertThat(replaced.code()).as(replaced.err()).isZero();
        StateDict mixed = weights(cwd.resolve("save/replaced"));
        assertThat(mixed.under("img_head.").hasSameBits(StateDict.read(cwd.resolve("encoder.pt")))).isTrue();
        assertThat(mixed.under("A_head.").hasSameBits(there.under("A_head."))).isTrue();
    }

    @Test
    void aCheckpointTellsItselfWhatItsEncoderWasMadeFor() throws IOException {
        write("rl.yaml", GOLDEN);
        StateDict encoder = StateDict.read(encoder("encoder.pt", 1)).prefixed("encoder.");
        Files.delete(cwd.resolve("pretrain_meta.json"));
        for (String size : List.of("44x36", "64x64")) {
            TorchFile.write(cwd.resolve("last.ckpt"), Map.of("state_dict", encoder, "tmnf", Map.of("settings",
                    Map.of("image_normalization", "01", "image_size", size))));
            CliRun run = train("--init-from", "last.ckpt", "--dry-run");
            assertThat(run.code()).as(run.err()).isEqualTo(size.equals("44x36") ? 0 : 2);
            assertThat(run.err()).contains(size.equals("44x36") ? "img_head.*, folded 01 into rl"
                    : "image_size is 64x64, should be 44x36");
        }
    }

    @Test
    void partsThatDoNotFitAreRefusedBeforeAnythingIsMade() throws IOException {
        write("rl.yaml", GOLDEN);
        encoder("encoder.pt", 1);
        CliRun missing = train("--init-from", "encodr.pt");
        assertThat(missing.code()).isEqualTo(4);
        write("rl.yaml", GOLDEN.replace("h_downsized: 36", "h_downsized: 64"));
        write("pretrain_meta.json", "{\"image_normalization\": \"rl\", \"image_size\": 64}");
        CliRun other = train("--init-from", "encoder.pt");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("image_size is 64x64, should be 44x64");
        CliRun blind = train("--init-from", "encoder.pt", "--no-image-head");
        assertThat(blind.code()).isEqualTo(2);
        write("rl.yaml", GOLDEN.replace("batch_size: 32", "pretrain_actions_head_path: encoder.pt\n"
                + "  batch_size: 32"));
        CliRun head = train("--dry-run");
        assertThat(head.code()).isEqualTo(2);
        assertThat(head.err()).contains("does not fit A_head.*", "0.weight is [16, 1, 4, 4], should be");
        write("rl.yaml", BLIND.replace("batch_size: 32", "pretrain_actions_head_freeze: true\n"
                + "  batch_size: 32"));
        assertThat(train("--dry-run").err()).as("as the run itself warns")
                .contains("pretrain_actions_head_freeze is true, and no file has A_head.*");
        write("rl.yaml", BLIND.replace("batch_size: 32", "pretrain_float_head_freeze: true\n"
                + "  pretrain_iqn_fc_freeze: true\n  pretrain_actions_head_freeze: true\n"
                + "  pretrain_V_head_freeze: true\n  batch_size: 32"));
        assertThat(train().err()).contains("nothing is left to learn");
        assertThat(cwd.resolve("save")).doesNotExist();
    }

    // ---------------------------------------------------------------------------------- runs of the original

    private void theirRun(String folder) throws IOException {
        Path golden = Samples.golden("rl").resolve("learner_ddqn");
        Path run = Files.createDirectories(cwd.resolve(folder));
        for (String name : new String[] {"weights1.torch", "weights2.torch", "optimizer1.torch"}) {
            Files.write(run.resolve(name), Files.readAllBytes(golden.resolve(name))); // to be written to
        }
        Files.writeString(run.resolve("scaler.torch"), "of no use");
        Files.write(run.resolve("accumulated_stats.joblib"), statistics(5000, "straight", 24540));
        Files.writeString(run.resolve("config_snapshot.yaml"), GOLDEN);
    }

    /** A pickle of a defaultdict of int, as the original writes it. */
    private static byte[] statistics(int frames, String map, int bestMs) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(new byte[] {(byte) 0x80, 2});
            out.writeBytes("ccollections\ndefaultdict\nc__builtin__\nint\n");
            out.write(new byte[] {(byte) 0x85, 'R', '('});
            text(out, "cumul_number_frames_played");
            whole(out, frames);
            text(out, "cumul_number_batches_done");
            whole(out, 300);
            text(out, "alltime_min_ms");
            out.write('}');
            out.write('(');
            text(out, map);
            whole(out, bestMs);
            out.write('u');
            out.writeBytes("u.");
        }
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        out.write('X');
        out.writeInt(Integer.reverseBytes(text.length()));
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void whole(DataOutputStream out, int value) throws IOException {
        out.write('J');
        out.writeInt(Integer.reverseBytes(value));
    }

    @Test
    void aRunOfTheOriginalGoesOnWithItsFilesAndItsConfiguration() throws IOException {
        theirRun("save/theirs");
        CliRun run = tmnf("train", "--sim", "--rl-config", "save/theirs/config_snapshot.yaml", "--max-frames",
                "5100", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("goes on from a run of the original program",
                "moments read from optimizer1.torch", "5000 frames read from accumulated_stats.joblib",
                "scaler.torch is not needed", "dampers are divided by 0.5");
        JsonNode result = run.json().get("result");
        assertThat(result.get("frames").asLong()).isBetween(5100L, 5400L);
        assertThat(result.get("batches").asLong()).isGreaterThanOrEqualTo(300);
        assertThat(result.get("bestMs").get("straight").asInt()).isLessThanOrEqualTo(24_540);
        JsonNode statistics = new ObjectMapper().readTree(cwd.resolve("save/theirs/statistics.json")
                .toFile());
        assertThat(statistics.get("float_inputs_std").get(29).asDouble()).isEqualTo(0.5);
        // What the original left is kept as the beginning.
        assertThat(weights(cwd.resolve("save/theirs/initial")).hasSameBits(weights(Samples.golden("rl")
                .resolve("learner_ddqn")))).isTrue();

        CliRun second = tmnf("train", "--sim", "--rl-config", "save/theirs/initial/config_snapshot.yaml",
                "--max-frames", "1");
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err()).contains("goes on from checkpoint 1, " + result.get("frames").asLong());
    }

    @Test
    void theFolderOfTheRunComesBeforeTheFolderOfAllRuns() throws IOException {
        write("rl.yaml", GOLDEN);
        theirRun("save");
        CliRun of = train("--run-name", "fresh");
        assertThat(of.err()).contains("save: goes on from a run of the original program");
        theirRun("save/mine");
        Files.delete(cwd.resolve("save/mine/optimizer1.torch"));
        Files.delete(cwd.resolve("save/mine/scaler.torch"));
        Files.delete(cwd.resolve("save/mine/accumulated_stats.joblib"));
        CliRun mine = train("--run-name", "mine");
        assertThat(mine.code()).as(mine.err()).isZero();
        assertThat(mine.err()).contains("save/mine: a fresh run with the initial weights there");

        write("rl.yaml", GOLDEN.replace("float_hidden_dim: 32", "float_hidden_dim: 24"));
        CliRun other = train("--run-name", "another");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("belongs to another network", "float_feature_extractor.0.weight");
        Files.write(cwd.resolve("save/weights2.torch"), new byte[] {1, 2, 3});
        assertThat(train("--run-name", "another").code()).isEqualTo(1);
        Files.delete(cwd.resolve("save/weights2.torch"));
        CliRun half = train("--run-name", "another");
        assertThat(half.code()).isEqualTo(2);
        assertThat(half.err()).contains("weights1.torch without weights2.torch");
    }

    // ---------------------------------------------------------------------------------------- early refusals

    @Test
    void whatCannotWorkIsRefusedEarly() throws IOException {
        write("rl.yaml", GOLDEN);
        Files.copy(Samples.files(Samples.required(), "challenges").get(0), cwd.resolve("A.Challenge.Gbx"));
        refused(2, "needs one reference line", "--map", "A.Challenge.Gbx");
        refused(4, "no.npy", "--map", "A.Challenge.Gbx", "--reference-line", "no.npy");
        write("broken.npy", "no array");
        refused(1, "broken.npy", "--map", "A.Challenge.Gbx", "--reference-line", "broken.npy");
        write("rl.yaml", GOLDEN + """
                map_cycle:
                  entries:
                    - {short_name: A, map_path: A.Challenge.Gbx, reference_line_path: A_0.5m.npy}
                """);
        refused(2, "reference_line_path A_0.5m.npy: no such file in maps");
        write("rl.yaml", GOLDEN.replace("iqn_k: 8", "iqn_k: 7"));
        refused(2, "rl.yaml: neural_network.iqn_k must be even");
        write("rl.yaml", GOLDEN.replace("iqn_k: 8", "iqn_n: 9"));
        refused(2, "rl.yaml: neural_network.iqn_n must be even");
        write("rl.yaml", GOLDEN.replace("batch_size: 32", "lr_schedule: [[0, 1e-3], [500, 5e-4], [200, "
                + "1e-4]]"));
        refused(2, "training.lr_schedule: ");
        write("rl.yaml", GOLDEN.replace("[2000, 100]", "[2000000000, 100]"));
        refused(2, "memory_size_schedule");
        refused(2, "memory_size_schedule", "--dry-run");
        write("rl.yaml", GOLDEN.replace("w_downsized: 44", "w_downsized: 20"));
        refused(2, "rl.yaml: ");
        write("rl.yaml", GOLDEN.replace("iqn_k: 8", "iqn_kapa: 8"));
        refused(2, "did you mean neural_network.iqn_kappa?");
        assertThat(cwd.resolve("save")).doesNotExist();
    }

    private void refused(int code, String what, String... words) throws IOException {
        CliRun run = train(words);
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(what);
    }

    @Test
    void aPortWithoutAGameEndsItAtOnce() throws IOException {
        write("rl.yaml", GOLDEN);
        DrivenReplays.write(cwd.resolve("made"), "straight", "straight", 1, 1, () -> false);
        Path replay = find(cwd.resolve("made"), ".replay.gbx");
        Path game = Files.createDirectories(cwd.resolve("game/Tracks/Challenges"));
        assertThat(tmnf("extract-map", replay.toString(), "-o", game.toString()).code()).isZero();
        String map = find(game, ".challenge.gbx").toString();
        int port = freePorts();
        long began = System.nanoTime();
        CliRun run = tmnf("train", "--rl-config", "rl.yaml", "--game-dir", "game", "--map", map,
                "--line-from",
                replay.toString(), "--base-tmi-port", Integer.toString(port));
        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err()).contains("no game listens on port " + port, "tmnf doctor");
        assertThat(System.nanoTime() - began).isLessThan(20_000_000_000L);
        assertThat(cwd.resolve("save")).doesNotExist();

        // Of two games one runs.
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            CliRun half = tmnf("train", "--rl-config", "rl.yaml", "--game-dir", "game", "--map", map,
                    "--line-from", replay.toString(), "--base-tmi-port",
                    Integer.toString(taken.getLocalPort()),
                    "--collectors", "2");
            assertThat(half.code()).as(half.err()).isEqualTo(69);
            assertThat(half.err()).contains("give --collectors 1 for those that run");
        }
        variables.put("LINUX_LAUNCH_GAME_PATH", "nowhere.sh");
        CliRun launched = tmnf("train", "--rl-config", "rl.yaml", "--game-dir", "game", "--map", map,
                "--line-from", replay.toString(), "--launch");
        assertThat(launched.code()).as(launched.err()).isEqualTo(4);
        assertThat(launched.err()).contains("nowhere.sh, which starts the game, is not there");
    }
}
