package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.gbx.file.HeldFile;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;

/** {@code tmnf pretrain}: what it writes, says and ends with. */
class PretrainCommandTest extends PretrainTestBase {

    /** As of a second command in one process: the engine stays as the first one started it. */
    @Test
    void otherThreadsThanTheEngineRunsWithAreNoBug() throws Exception {
        TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.AUTO));
        dataset();

        CliRun run = pretrain("--threads", "3");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("PyTorch runs in this process with 1 thread",
                "cannot be changed to 3 threads", "give all commands of a process the same threads")
                .doesNotContain("bug in tmnf");
    }

    @Test
    void trainsAndProposesTheNextStepWithTheRealPath() throws IOException {
        dataset();

        CliRun run = pretrain();

        assertThat(run.err()).doesNotContain("error").contains("Dataset: 72 frames of 6 replays on 3 tracks",
                "Learning from 48 samples of 2 tracks, looking at 24 samples of 1 track; 16 samples a step",
                " weights, 45,456 of them the encoder's, which makes 512 features", "Run folder: out/run_001",
                "epoch 1/2: ", "epoch 2/2: ", "val_loss", " samples/s", ", the best so far",
                "Next: tmnf init-iqn --encoder-pt out/run_001/encoder.pt\n");
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("Trained 2 epochs, completed; the best is epoch ")
                .contains(": out/run_001\nEncoder: out/run_001/encoder.pt\n");
        for (String file : List.of("encoder.pt", "pretrain_meta.json", "metrics.csv", "report.html",
                "config.json", "csv/metrics.csv", "checkpoints/last.ckpt")) {
            assertThat(cwd.resolve("out/run_001").resolve(file)).exists();
        }
        try (Stream<Path> events = Files.list(cwd.resolve("out/run_001/tensorboard"))) {
            assertThat(events).hasSize(1);
        }
        assertThat(cwd.resolve("out/run_001/cache")).as("kept only where it was asked for").doesNotExist();
        assertThat(Files.readAllLines(cwd.resolve("out/run_001/metrics.csv"))).hasSize(3);
        assertThat(tmnf("init-iqn", "--encoder-pt", "out/run_001/encoder.pt").code()).isZero();
    }

    @Test
    void scriptsGetEverythingAsJson() throws IOException {
        dataset();

        JsonNode json = pretrain("--json", "--task", "vae", "--preprocess-cache-dir", "cache/v0").json();

        JsonNode result = json.get("result");
        assertThat(result.get("ending").asText()).isEqualTo("completed");
        assertThat(result.get("epochsDone").asInt()).isEqualTo(2);
        assertThat(result.get("epochs")).hasSize(2);
        assertThat(result.at("/epochs/1/metrics").has("val_kl")).isTrue();
        assertThat(shown(result.get("encoder").asText())).isEqualTo("out/run_001/encoder.pt");
        assertThat(Path.of(result.at("/absolute/encoder").asText())).exists();
        assertThat(result.at("/plan/trainSamples").asInt()).isEqualTo(48);
        assertThat(result.at("/settings/task").asText()).isEqualTo("vae");
        assertThat(result.at("/settings/image_size").asText()).isEqualTo("64x64");
        assertThat(result.at("/settings/lightning/patience").asInt()).isEqualTo(10);
        assertThat(shown(json.at("/next/0").asText())).endsWith("--encoder-pt out/run_001/encoder.pt");
        assertThat(cwd.resolve("cache/v0")).isNotEmptyDirectory();
    }

    @Test
    void eventsComeAsItWorks() throws IOException {
        dataset();

        List<JsonNode> events = events(pretrain("--json-lines", "--batch-size", "4096"));

        List<String> names = events.stream().map(event -> event.get("e").asText()).toList();
        assertThat(names).contains("started", "progress").endsWith("result");
        assertThat(names.stream().filter("item"::equals)).hasSize(2);
        assertThat(names.indexOf("started")).isLessThan(names.indexOf("item"));
        assertThat(events.get(names.indexOf("item")).toString()).contains("val_loss");
        assertThat(events.get(names.size() - 1).get("warnings").toString())
                .contains("cut from 4096 samples to the 48");
    }

    @Test
    void aDryRunCountsAndWritesNothing() throws IOException {
        dataset();
        write("rl.yaml", "neural_network:\n  w_downsized: 80\n  h_downsized: 48\n");
        Map<String, Long> before = files();

        CliRun run = pretrain("--dry-run", "--n-stack", "3", "--stack-mode", "concat", "--rl-config-path",
                "rl.yaml");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Dataset: 72 frames of 6 replays on 3 tracks",
                "Learning from 40 samples of 2 tracks, looking at 20 samples of 1 track");
        assertThat(files()).isEqualTo(before);
        assertThat(pretrain("--dry-run", "--batch-size", "4096").err())
                .containsOnlyOnce("the batch is cut from 4096 samples to the ");
        JsonNode result = pretrain("--dry-run", "--json", "--image-size", "80x48").json().get("result");
        assertThat(result.at("/settings/image_size").asText()).isEqualTo("80x48");
        assertThat(result.at("/plan/features").asInt()).isEqualTo(32 * 6 * 2);
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "--data-dir none; 4; no such folder: none", "--data-dir empty; 4; empty",
        "--val-fraction 1; 4; 0 samples to learn from", "--n-stack 13; 4; 0 samples to learn from",
        "--framework lightly; 2; lightly is for task simclr and n_stack 1",
        "--decoder linear --image-size 80x48; 2; draws squares of a multiple of 16 pixels, not 80x48",
        "--val-fraction 0 --checkpoint-monitor val_loss; 2; val_loss",
        "--task simclr --batch-size 1; 2; take at least 2",
        "--n-stack 2 --stack-mode concat --image-size 256; 2; weights, and a checkpoint holds 267386880",
        "--resume --overwrite; 2; give one of them", "--overwrite; 2; --overwrite needs --run-name",
        "--run-name taken; 2; holds something already", "--resume; 2; run_001 does not exist",
        "--resume --run-name photos; 2; no run was begun in this folder",
        "--rl-config-path none.yaml; 4; none.yaml", "voice; 2; unknown argument 'voice'"})
    void whatARealRunRefusesADryRunRefusesToo(String words, int code, String expected) throws IOException {
        dataset();
        Files.createDirectories(cwd.resolve("empty"));
        write("out/taken/encoder.pt", "x");
        write("out/photos/a.jpeg", "x");
        Map<String, Long> before = files();
        for (String[] more : List.of(words.split(" "), (words + " --dry-run").split(" "))) {
            CliRun run = pretrain(more);
            assertThat(run.err()).contains(expected).doesNotContain("unexpected");
            assertThat(run.code()).isEqualTo(code);
            assertThat(run.out()).isEmpty();
        }
        assertThat(files()).as("nothing is left behind").isEqualTo(before);
    }

    @Test
    void aRunFolderThatAnotherProcessHasIsBusy() throws IOException {
        dataset();
        pretrain("--epochs", "1");
        try (HeldFile other = HeldFile.tryTake(cwd.resolve("out/run_001/.lock")).orElseThrow()) {
            for (String[] more : List.of(new String[] {"--resume"}, new String[] {"--resume", "--dry-run"},
                    new String[] {"--overwrite", "--run-name", "run_001"})) {
                CliRun run = pretrain(more);
                assertThat(run.code()).as(run.err() + other).isEqualTo(5);
                assertThat(run.err()).contains("run_001/.lock is locked");
            }
        }
        assertThat(pretrain("--resume").code()).isZero();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "mounts a small tmpfs")
    void aDiskThatIsTooSmallIsSaidBeforeAnythingIsWritten() throws Exception {
        dataset();
        Path small = Files.createDirectories(cwd.resolve("small"));
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs",
                small.toString()).redirectErrorStream(true).start();
        assumeThat(mount.waitFor(10, TimeUnit.SECONDS) && mount.exitValue() == 0)
                .as("permission to mount a small disk").isTrue();
        try {
            for (String words : List.of("--output-dir small/out", "--output-dir small/out --dry-run",
                    "--preprocess-cache-dir small/cache", "--preprocess-cache-dir small/cache --dry-run")) {
                CliRun run = pretrain(words.split(" "));
                assertThat(run.code()).as(run.err()).isEqualTo(1);
                assertThat(run.err()).contains("are free");
            }
            assertThat(small).isEmptyDirectory();
            assertThat(cwd.resolve("out")).doesNotExist();
        } finally {
            new ProcessBuilder("umount", small.toString()).start().waitFor();
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaidBeforeAnythingIsWritten() throws IOException {
        dataset();
        Path locked = Files.createDirectories(cwd.resolve("locked"));
        assumeThat(locked.toFile().setWritable(false) && !Files.isWritable(locked))
                .as("a user who may not write everywhere").isTrue();
        for (String words : List.of("--output-dir locked/out", "--output-dir locked/out --dry-run",
                "--preprocess-cache-dir locked/cache", "--preprocess-cache-dir locked/cache --dry-run")) {
            CliRun run = pretrain(words.split(" "));
            assertThat(run.code()).as(run.err()).isEqualTo(1);
            assertThat(run.err()).contains("no permission for");
        }
        assertThat(cwd.resolve("out")).doesNotExist();
    }

    @Test
    void runsAreNumberedNamedRefusedReplacedAndGoneOnWith() throws IOException {
        dataset();
        assertThat(pretrain("--epochs", "1").out()).contains("out/run_001");
        assertThat(pretrain("--epochs", "1").out()).contains("out/run_002");
        assertThat(pretrain("--epochs", "1", "--run-name", "mine").out()).contains("out/mine");

        CliRun taken = pretrain("--epochs", "1", "--run-name", "mine");
        assertThat(taken.code()).isEqualTo(2);
        assertThat(taken.err()).contains("holds something already");
        assertThat(pretrain("--epochs", "1", "--run-name", "mine", "--overwrite").code()).isZero();
        CliRun more = pretrain("--epochs", "3", "--resume");
        assertThat(more.code()).isZero();
        assertThat(more.err()).contains("Going on after epoch 1 of out/run_002", "epoch 3/3: ")
                .doesNotContain("epoch 1/3: ");
        CliRun other = pretrain("--epochs", "3", "--resume", "--lr", "0.5");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("lr was 0.001 and is to be 0.5");
    }

    /** For cron: nobody is there to type another line the second time. */
    @Test
    void oneLineBeginsANamedRunGoesOnWithItAndLeavesItWhenItIsOver() throws IOException {
        dataset();
        String[] line = {"--run-name", "nightly", "--resume", "--epochs", "1"};
        String begins = "There is no run out/nightly to go on with yet: it begins";
        assertThat(pretrain("--run-name", "nightly", "--resume", "--dry-run").err()).contains(begins);
        assertThat(cwd.resolve("out")).doesNotExist();
        Files.createDirectories(cwd.resolve("out/nightly")); // as one leaves it that is killed at once

        CliRun begun = pretrain(line);

        assertThat(begun.code()).as(begun.err()).isZero();
        assertThat(begun.err()).containsSubsequence(begins, "Run folder: out/nightly", "epoch 1/1: ");
        CliRun over = pretrain(line);
        assertThat(over.code()).isZero();
        assertThat(over.err()).contains("nothing is left to do").doesNotContain(begins);
        assertThat(over.out()).isEqualTo(begun.out());
        CliRun on = pretrain("--run-name", "nightly", "--resume");
        assertThat(on.code()).isZero();
        assertThat(on.err()).contains("Going on after epoch 1 of out/nightly", "epoch 2/2: ")
                .doesNotContain(begins);
    }

    @Test
    void aRunThatIsOverIsToldOfAndLeftAsItIs() throws IOException {
        dataset();
        String first = pretrain().out();
        Path meta = cwd.resolve("out/run_001/pretrain_meta.json");
        String written = Files.getLastModifiedTime(meta) + Files.readString(meta);
        Map<String, Long> before = files();
        for (String how : List.of("--no-color", "--dry-run", "--json")) {
            CliRun run = pretrain("--resume", how);
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.err()).contains("nothing is left to do: the run was completed after 2 epochs")
                    .doesNotContain("Decoding");
            if (how.equals("--json")) {
                assertThat(run.json().at("/result/ending").asText()).isEqualTo("completed");
                assertThat(run.json().at("/result/epochs").isArray()).isTrue();
            } else if (!how.equals("--dry-run")) {
                assertThat(run.out()).isEqualTo(first);
            }
        }
        assertThat(files()).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(meta) + Files.readString(meta)).isEqualTo(written);
        write("out/run_001/cache/frames.u8", "as Windows leaves them");
        assertThat(pretrain("--resume", "--dry-run").err()).doesNotContain("deleted");
        assertThat(pretrain("--resume").err()).contains("nothing is left to do",
                "decoded frames that the run left behind are deleted: 22 bytes in ");
        assertThat(files()).isEqualTo(before);
        assertThat(pretrain("--resume", "--epochs", "3").err()).contains("epoch 3/3: ");
    }

    @Test
    void framesThatCannotBeReadAreNamedAndLeftOut() throws IOException {
        dataset();
        write("maps/img/2/pos1_a_1100ms/frame_00003_300ms.jpeg", "no picture");

        CliRun run = pretrain("--epochs", "1");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("1 frame could not be read and took no part: ",
                "frame_00003_300ms.jpeg");
        assertThat(run.out()).contains("Trained 1 epoch, completed");
    }

    @Test
    void theTimeThatItMayTakeIsKept() throws IOException {
        dataset();

        CliRun run = pretrain("--max-runtime", "1ms", "--epochs", "1000");

        assertThat(run.code()).isEqualTo(75);
        assertThat(run.err()).contains("the time of --max-runtime is over", "--resume goes on");
        assertThat(pretrain("--resume", "--epochs", "1").code()).isZero();
        assertThat(cwd.resolve("out/run_001/encoder.pt")).exists();
    }

    @Test
    void aLossThatRunsAwayEndsTheRun() throws IOException {
        dataset();

        CliRun run = pretrain("--lr", "1e30", "--epochs", "9", "--grad-clip", "0");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("the loss became infinite or no number in epoch 4, ");
        assertThat(cwd.resolve("out/run_001/encoder.pt")).exists();
    }

    @Test
    void earlyStoppingEndsARunThatGainsNothing() throws IOException {
        dataset();

        CliRun run = pretrain("--early-stopping", "--patience", "1", "--min-delta", "1000", "--epochs", "9");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("Trained 2 epochs, early stopped; the best is epoch ");
    }

    @Test
    void whatIsNotDoneHereIsSaid() throws IOException {
        dataset();

        CliRun run = pretrain("--dry-run", "--precision", "16-mixed", "--devices", "2", "--profiler",
                "simple", "--framework", "native");

        assertThat(run.err().lines().filter(line -> line.contains("warning"))).hasSize(3);
        assertThat(run.err()).contains("precision 16-mixed: all training is float32",
                "devices 2: one device is used", "profiler simple: there is none",
                "framework native: there is one loop here");
        assertThat(pretrain("--dry-run").err()).isEmpty();
        assertThat(pretrain("vis", "--dry-run", "--no-enable-model-summary").out())
                .doesNotContain("Model: ").contains("Dataset: ");
    }

    @Test
    void whatAGpuDoesNotPromiseIsSaidWhereOneIsUsed() throws IOException {
        dataset();
        assertThat(pretrain("--dry-run", "--deterministic", "--accelerator", "gpu").err())
                .contains("deterministic: a GPU adds up in an order that changes from run to run");
        assertThat(pretrain("--dry-run", "--deterministic", "--accelerator", "cpu").err()).isEmpty();
        assertThat(pretrain("--dry-run", "--accelerator", "gpu").err()).isEmpty();
    }

    @Test
    void optionsOfDecodingHaveNoEffectWhereTheDatasetIsSamples() throws IOException {
        dataset();
        assertThat(tmnf("pretrain", "prepare", "--data-dir", "maps/img", "-o", "cache/npy", "--format",
                "npy").code()).isZero();
        String taken = " no effect where the train.npy of cache/npy is taken";
        assertThat(pretrain("--dry-run", "--cache-build-workers", "2", "--preprocess-cache-dir", "cache/npy",
                "--n-stack", "2").err()).as("its frames are taken").doesNotContain("no effect");
        assertThat(pretrain("--dry-run", "--data-dir", "cache/npy", "--cache-build-workers", "2",
                "--preprocess-cache-dir", "cache/v0").err())
                .contains("--cache-build-workers has" + taken, "--preprocess-cache-dir has" + taken);
        assertThat(pretrain("--dry-run", "--cache-build-workers", "2", "--preprocess-cache-dir", "cache/v0")
                .err()).isEmpty();
    }

    @Test
    void theSettingsInTheRunFolderCanBeGivenAgain() throws IOException {
        dataset();
        assertThat(pretrain("--epochs", "1", "--task", "simclr", "--run-name", "a", "--image-size", "40x48",
                "--max-runtime", "1h", "--no-tensorboard", "--image-normalization", "iqn").code()).isZero();
        JsonNode settings = tmnf("pretrain", "--config", "out/a/config.json", "--run-name", "b", "--dry-run",
                "--json").json().at("/result/settings");

        assertThat(settings.get("task").asText()).isEqualTo("simclr");
        assertThat(settings.get("image_size").asText()).isEqualTo("40x48");
        assertThat(settings.at("/lightning/tensorboard").asBoolean()).isFalse();
        assertThat(settings.get("image_normalization").asText()).isEqualTo("iqn");
    }

    @Test
    void aWarmUpThatLastsTheWholeRunIsToldOf() throws IOException {
        dataset();
        for (String how : List.of("--dry-run", "--json")) {
            CliRun run = pretrain("--epochs", "1", "--warmup-epochs", "1", how);
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.err()).containsOnlyOnce("warmup_epochs 1.0 is not less than epochs, 1: the "
                    + "step size grows to the end and never is 0.001.");
        }
        assertThat(pretrain("--epochs", "2", "--warmup-epochs", "1.5", "--dry-run").err())
                .doesNotContain("warmup_epochs");
    }
}
