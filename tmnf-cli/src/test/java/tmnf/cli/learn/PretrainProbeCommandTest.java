package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.cli.CliTestBase;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.tminterface.sim.driver.DrivenReplays;

/** Tasks with actions and probes, on a few short races of the simulated game, by the real commands. */
class PretrainProbeCommandTest extends CliTestBase {

    private static final List<String> TRACKS = List.of("straight", "chicane");

    @BeforeEach
    void useOneThread() {
        variables.put("TMNF_PRETRAIN__THREADS", "1");
        variables.put("TMNF_PRETRAIN__PROBE__THREADS", "1");
    }

    /** Two tracks, of which one is held out. */
    private void capture() throws IOException {
        for (String track : TRACKS) {
            DrivenReplays.write(cwd.resolve("maps"), track, track, 1, 1, () -> false);
        }
        CliRun run = tmnf("capture", "--sim", "--workers", "1", "--running-speed", "1000", "--output-dir",
                "maps/img", "--width", "40", "--height", "40", "--fps", "10");
        assertThat(run.code()).as(run.err()).isZero();
    }

    private CliRun pretrain(String task, String... more) {
        List<String> words = new ArrayList<>(List.of("pretrain", "--task", task, "--data-dir",
                "maps/img", "--output-dir", "out", "--run-name", task, "--image-size", "40",
                "--image-normalization", "rl", "--batch-size", "16", "--lr", "0.003", "--val-fraction", "0.5",
                "--workers", "0", "--no-tensorboard", "--no-csv-logger"));
        words.addAll(List.of(more));
        return tmnf(words.toArray(String[]::new));
    }

    @Test
    void anEncoderThatSawWhatActionsDoIsProbedBesideOthers() throws IOException {
        capture();
        CliRun forward = pretrain("forward", "--epochs", "5", "--preprocess-cache-dir", "cache", "--json");
        assertThat(forward.code()).as(forward.err()).isZero();
        JsonNode figures = forward.json().at("/result/lastMetrics");
        assertThat(figures.get("train_rollout_5").asDouble()).isPositive()
                .isLessThan(figures.get("train_copy_5").asDouble());
        assertThat(figures.get("train_latent_var_mean").asDouble()).isGreaterThan(0.1);
        assertThat(figures.has("val_latent_still")).isTrue();

        CliRun text = tmnf("pretrain", "probe", "out/forward", "--csv", "probe.csv", "--preprocess-cache-dir",
                "cache");

        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.err()).doesNotContain("may have learned from");
        assertThat(tmnf("pretrain", "probe", "out/forward", "--samples", "50", "--preprocess-cache-dir",
                "cache", "--seed", "1").err()).contains("may have learned from tracks that probes are judged "
                        + "on: its run split by the fraction 0.5 and the seed 42, not by 0.5 and 1");
        assertThat(text.out()).contains("frames of 40x40, pixels as rl", "are judged on ",
                "speed R2  error m/s  direction R2", "\n  encoder ", "\n  random ", "\n  pixels ",
                "\n  mean or majority ", "\n  repeat last action ");
        List<String> csv = Files.readAllLines(cwd.resolve("probe.csv"));
        assertThat(csv.get(0)).isEqualTo("features,numbers,speedR2,speedErrorMps,directionR2,"
                + "directionErrorDeg,actionAccuracy,actionBalanced,latentVarMin,latentVarMean,latentStill");
        assertThat(csv).hasSize(6);
        JsonNode probes = json("out/forward/encoder.pt", "maps/img").at("/result/probes");
        assertThat(text.out()).as("the same again, wherever it is read from").contains(String.format(
                Locale.ROOT, "  %.3f", probes.get(0).get("directionR2").asDouble()));
        assertThat(probes.get(0).get("numbers").asInt()).isEqualTo(32);
        assertThat(probes.get(2).get("numbers").asInt()).isEqualTo(256);
        for (int row = 0; row < 2; row++) { // of the encoder and as it is drawn
            assertThat(probes.get(row).get("latentVarMean").asDouble()).isPositive()
                    .isGreaterThanOrEqualTo(probes.get(row).get("latentVarMin").asDouble());
            assertThat(probes.get(row).get("latentStill").asDouble()).isBetween(0.0, 1.0);
        }
        assertThat(probes.get(0).get("latentVarMean").asDouble()).as("features are kept apart")
                .isGreaterThan(probes.get(1).get("latentVarMean").asDouble());
        assertThat(probes.get(2).get("latentVarMean").isNull()).isTrue();
        assertThat(probes.get(0).get("directionErrorDeg").asDouble()).isBetween(0.1, 60.0);
        assertThat(probes.get(3).get("speedR2").asDouble()).as("the mean of other tracks").isNegative();
        assertThat(probes.get(4).get("speedR2").isNull()).isTrue();
        assertThat(probes.get(4).get("actionAccuracy").asDouble()).isBetween(0.3, 1.0);

        weightsOfTheDriverAreProbedAsTheEncoderTheyHave(probes);
        ofASingleTrackReplaysAreHeldOut();
        whatDoesNotFitIsRefused();
    }

    private void ofASingleTrackReplaysAreHeldOut() throws IOException {
        Path track = Files.createDirectories(cwd.resolve("one/straight"));
        Path captured;
        try (Stream<Path> replays = Files.list(cwd.resolve("maps/img/straight"))) {
            captured = replays.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        copy(captured, track.resolve("first"));
        CliRun single = tmnf("pretrain", "probe", "out/forward", "one", "--val-fraction", "1");
        assertThat(single.code()).isEqualTo(4);
        assertThat(single.err()).contains("there is a single replay", "capture another replay of the track");

        copy(captured, track.resolve("second"));
        CliRun text = tmnf("pretrain", "probe", "out/forward", "one");
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out()).contains(" of 1 replay and are judged on ",
                " of 1 other replay, all of the one track, straight\n",
                "An encoder that was trained on this track alone learned from all these replays, too");
        assertThat(text.err()).contains("may have learned from the replays that probes are judged on: its "
                + "run had the dataset ");
        JsonNode result = json("out/forward", "one").get("result");
        assertThat(result.get("split").asText()).isEqualTo("replays");
        assertThat(result.get("heldOutTracks")).isEmpty();
        assertThat(result.get("heldOutReplays")).hasSize(1).doesNotContain(result.get("trainReplays").get(0));
    }

    private void weightsOfTheDriverAreProbedAsTheEncoderTheyHave(JsonNode probes) throws IOException {
        write("rl.yaml", "neural_network:\n  w_downsized: 40\n  h_downsized: 40\n");
        assertThat(tmnf("init-iqn", "out/forward/encoder.pt", "--save-dir", "save", "--rl-config", "rl.yaml")
                .code()).isZero();
        JsonNode result = json("save/weights1.torch", "maps/img", "--image-size", "40", "--val-fraction",
                "0.5").get("result");
        assertThat(result.get("normalization").asText()).isEqualTo("rl");
        assertThat(result.at("/probes/0")).isEqualTo(probes.get(0));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private void whatDoesNotFitIsRefused() throws IOException {
        assertThat(tmnf("pretrain", "probe", "save/weights1.torch").err()).contains("name one");
        assertThat(tmnf("pretrain", "probe", "save/weights1.torch", "maps/img").err())
                .contains("is for 32 features, and frames of 64x64 make 512");
        Map<String, TorchTensor> broken = new LinkedHashMap<>(StateDict.read(
                cwd.resolve("out/forward/encoder.pt")).tensors());
        TorchTensor bias = broken.get("0.bias");
        float[] values = bias.floats();
        values[0] = Float.NaN;
        broken.put("0.bias", TorchTensor.of(bias.shape(), values));
        StateDict.of(broken).write(cwd.resolve("out/forward/nan.pt"));
        CliRun notFinite = tmnf("pretrain", "probe", "out/forward/nan.pt", "--samples", "100");
        assertThat(notFinite.code()).isEqualTo(6);
        assertThat(notFinite.err()).contains("nan.pt", "not finite", "name an earlier checkpoint");
        CliRun noneHeldOut = tmnf("pretrain", "probe", "out/forward", "--val-fraction", "0");
        assertThat(noneHeldOut.code()).isEqualTo(4);
        assertThat(noneHeldOut.err()).contains("of 2 and 0 tracks", "which holds nothing out");
        write("no.pt", "x");
        assertThat(tmnf("pretrain", "probe", "no.pt", "maps/img").code()).isEqualTo(6);
        assertThat(tmnf("pretrain", "probe", "none.pt").code()).isEqualTo(4);
        CliRun other = tmnf("pretrain", "probe", "out/forward", "--csv", "probe.csv", "--samples", "50");
        assertThat(other.code()).as(other.out()).isEqualTo(2);
        assertThat(other.err()).contains("--force");
        for (Path manifest : List.of(cwd.resolve("maps/img/straight"), cwd.resolve("maps/img/chicane"))) {
            try (Stream<Path> replays = Files.list(manifest)) {
                for (Path replay : replays.toList()) {
                    Files.writeString(replay.resolve("manifest.json"), "{\"entries\": []}");
                }
            }
        }
        CliRun none = tmnf("pretrain", "probe", "out/forward");
        assertThat(none.code()).isEqualTo(4);
        assertThat(none.err()).contains("no frame has a speed, a next zone or an action");
        CliRun unlabelled = pretrain("inverse");
        assertThat(unlabelled.code()).isEqualTo(4);
        assertThat(unlabelled.err()).contains("actions between its frames are known",
                "tmnf backfill-actions");
    }

    private JsonNode json(String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of("pretrain", "probe"));
        line.addAll(List.of(words));
        line.add("--json");
        CliRun run = tmnf(line.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return run.json();
    }
}
