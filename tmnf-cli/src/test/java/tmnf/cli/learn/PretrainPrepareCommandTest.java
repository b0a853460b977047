package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.gbx.npy.NpyHeader;

/** {@code tmnf pretrain prepare}: what it leaves for later runs and for the Python tool. */
class PretrainPrepareCommandTest extends PretrainTestBase {

    @Test
    void decodesOnceAndARunTakesIt() throws IOException {
        dataset();

        CliRun first = tmnf("pretrain", "prepare", "-o", "cache/ü 0");

        assertThat(first.code()).isZero();
        assertThat(first.out()).startsWith("Decoded 72 frames of 64x64: cache/ü 0\n");
        assertThat(first.err()).contains(
                "Next: tmnf pretrain --data-dir maps/img --preprocess-cache-dir 'cache/ü 0'");
        Path pixels = cwd.resolve("cache/ü 0/frames.u8");
        assertThat(pixels).hasSize(72 * 64 * 64);
        FileTime made = Files.getLastModifiedTime(pixels);
        assertThat(tmnf("pretrain", "prepare", "-o", "cache/ü 0").out()).startsWith("Nothing to do");
        assertThat(pretrain("--preprocess-cache-dir", "cache/ü 0", "--epochs", "1").code()).isZero();
        assertThat(Files.getLastModifiedTime(pixels)).isEqualTo(made);
        assertThat(tmnf("pretrain", "prepare", "-o", "cache/ü 0", "--force").out()).startsWith("Decoded 72");
        assertThat(Files.getLastModifiedTime(pixels)).isGreaterThan(made);
    }

    @Test
    void writesTheFilesOfThePythonToolAndARunTakesThem() throws IOException {
        dataset();
        String[] line = {"pretrain", "prepare", "-o", "npy", "--format", "npy", "--n-stack", "3",
            "--val-fraction", "0.4", "--image-size", "48", "--json"};

        JsonNode result = tmnf(line).json().get("result");

        assertThat(result.get("train").asInt()).isEqualTo(2 * 2 * (FRAMES - 2));
        assertThat(result.get("validation").asInt()).isEqualTo(2 * (FRAMES - 2));
        assertThat(NpyHeader.read(cwd.resolve("npy/train.npy")))
                .isEqualTo(NpyHeader.of("<f4", List.of(40L, 3L, 1L, 48L, 48L)));
        assertThat(cwd.resolve("npy/cache_meta.json")).content().contains("\"n_stack\": 3");
        assertThat(tmnf(line).json().at("/result/kept").asBoolean()).isTrue();
        CliRun run = pretrain("--preprocess-cache-dir", "npy", "--n-stack", "3", "--image-size", "48",
                "--val-fraction", "0.4", "--epochs", "1");
        assertThat(run.code()).isZero();
        assertThat(run.err()).doesNotContain("are taken");
        line[7] = "2";
        assertThat(tmnf(line).json().at("/result/train").asInt()).as("another stack is exported anew")
                .isEqualTo(2 * 2 * (FRAMES - 1));
    }

    @Test
    void writesActionsAndFloatsForThePythonTool() throws IOException {
        dataset();
        manifestsWithStates();
        String[] line = {"pretrain", "prepare", "-o", "bc", "--format", "bc", "--bc-time-offsets-ms", "0,100",
            "--track-ids", "3,1", "--val-fraction", "0.5", "--use-floats", "--json"};

        JsonNode result = tmnf(line).json().get("result");

        // The last frame has no action 100 ms later, the first one no state.
        assertThat(result.get("train").asInt()).isEqualTo(2 * (FRAMES - 2));
        assertThat(result.get("validation").asInt()).isEqualTo(2 * (FRAMES - 2));
        assertThat(result.get("withoutAction").asInt()).isEqualTo(4);
        assertThat(result.get("withoutFloats").asInt()).isEqualTo(4);
        assertThat(NpyHeader.read(cwd.resolve("bc/train_actions.npy")))
                .isEqualTo(NpyHeader.of("<i8", List.of(20L, 2L)));
        assertThat(NpyHeader.read(cwd.resolve("bc/val_floats.npy")))
                .isEqualTo(NpyHeader.of("<f4", List.of(20L, 184L)));
        assertThat(cwd.resolve("bc/cache_meta.json")).content().contains("\"bc_target\": \"current_tick\"",
                "\"has_floats\": true", "\"float_input_dim\": 184", "\"n_frame_files\": 72");
        assertThat(cwd.resolve("bc/frames.u8")).as("of two tracks").hasSize(2 * 2 * FRAMES * 64 * 64);
        assertThat(tmnf(line).json().at("/result/kept").asBoolean()).isTrue();
        line[7] = "0";
        assertThat(tmnf(line).json().at("/result/train").asInt()).isEqualTo(2 * (FRAMES - 1));
    }

    /** What is proposed is run as it stands, with another folder for what comes out. */
    @Test
    void whatIsProposedNextTakesWhatWasPrepared() throws IOException {
        dataset();
        manifestsWithStates();
        write("rl.yaml", "neural_network:\n  w_downsized: 40\n  h_downsized: 40\n");

        CliRun run = tmnf("pretrain", "prepare", "-o", "bc", "--format", "bc", "--bc-time-offsets-ms=-100,0",
                "--track-ids", "3,1", "--val-fraction", "0.5", "--use-floats", "--rl-config-path", "rl.yaml",
                "--n-stack", "2");

        assertThat(run.code()).as("first frames have no state").isEqualTo(3);
        String next = "tmnf pretrain bc --data-dir maps/img --image-size 64x64 --n-stack 2 "
                + "--val-fraction 0.5 --track-ids 3,1 --bc-time-offsets-ms=-100,0 --use-floats "
                + "--rl-config-path rl.yaml --preprocess-cache-dir bc";
        assertThat(run.err()).contains("Next: " + next + "\n");
        CliRun dry = tmnf((next.substring("tmnf ".length()) + " --dry-run").split(" "));
        assertThat(dry.code()).as(dry.err()).isZero();
        CliRun tick = tmnf("pretrain", "prepare", "-o", "next", "--format", "bc", "--bc-target", "next_tick");
        assertThat(tick.err()).contains("Next: tmnf pretrain bc --data-dir maps/img --bc-target next_tick "
                + "--preprocess-cache-dir next\n");
    }

    @Test
    void optionsOfLabelsWithoutLabelsAreSaidToBeIdle() throws IOException {
        dataset();
        CliRun run = tmnf("pretrain", "prepare", "-o", "cache", "--use-floats", "--n-stack", "2");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("--use-floats has no effect without --format bc",
                "--n-stack has no effect with --format u8");
    }

    @Test
    void manifestsThatCannotBeReadAreNamed() throws IOException {
        dataset();
        manifestsWithStates();
        Files.writeString(cwd.resolve("maps/img/2/pos1_a_1100ms/manifest.json"), "{");

        CliRun run = tmnf("pretrain", "prepare", "-o", "bc", "--format", "bc");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("labels of 1 replay are not complete: 2/pos1_a_1100ms, 12 frames");
        assertThat(tmnf("pretrain", "prepare", "-o", "npy", "--format", "npy").code()).isZero();
    }

    /** Also where all tracks are decoded already, so that the others' frames and manifests are at hand. */
    @Test
    void onlyTheTracksThatAreAskedForAreToldOf() throws IOException {
        dataset();
        manifestsWithStates();
        Files.writeString(cwd.resolve("maps/img/2/pos1_a_1100ms/manifest.json"), "{");
        Files.write(cwd.resolve("maps/img/2/pos2_a_1100ms/frame_00003_300ms.jpeg"), new byte[] {1, 2});
        String[] line = {"pretrain", "prepare", "-o", "bc", "--format", "bc", "--json"};
        assertThat(tmnf(line).code()).isEqualTo(3);

        for (String tracks : List.of("3,1", "3,2")) {
            List<String> some = new ArrayList<>(List.of(line));
            some.addAll(List.of("--track-ids", tracks));
            CliRun run = tmnf(some.toArray(String[]::new));

            boolean whole = tracks.equals("3,1");
            assertThat(run.code()).as(tracks + run.err()).isEqualTo(whole ? 0 : 3);
            assertThat(run.json().at("/result/labelProblems")).hasSize(whole ? 0 : 1);
            assertThat(run.json().at("/result/unreadable").asInt()).isEqualTo(whole ? 0 : 1);
            assertThat(run.json().at("/result/frames").asInt()).as("decoded").isEqualTo(6 * FRAMES - 1);
        }
    }

    @Test
    void replaysWhosePreviousActionsNobodyKnowsAreNamed() throws IOException {
        dataset();
        manifestsWithStates(); // without a timeline
        Files.writeString(cwd.resolve("maps/img/2/pos1_a_1100ms/metadata.json"), "{\"step_ms\": 10}");

        CliRun run = tmnf("pretrain", "prepare", "-o", "bc", "--format", "bc", "--use-floats", "--json");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.json().at("/result/labelProblems")).extracting(JsonNode::asText)
                .filteredOn(problem -> problem.contains("count as \"forward\"")).hasSize(6)
                .anyMatch(problem -> problem.startsWith("2/pos1_a_1100ms, 12 frames: ")
                        && problem.contains("no \"actions\"; tmnf backfill-actions"));
        assertThat(run.json().at("/result/labelProblems")).as("first frames without a state, too")
                .hasSize(11);
        assertThat(tmnf("pretrain", "prepare", "-o", "bc", "--format", "bc", "--use-floats").err())
                .contains("labels of 6 replays are not complete");
        CliRun without = tmnf("pretrain", "prepare", "-o", "labels", "--format", "bc", "--json");
        assertThat(without.json().at("/result/labelProblems")).as("no numbers, no problem").isEmpty();
    }

    @Test
    void aReplacedFrameIsNoticedThoughTheCountsAreTheSame() throws IOException {
        dataset();
        String[] line = {"pretrain", "prepare", "-o", "npy", "--format", "npy", "--json"};
        tmnf(line);
        Path frame = cwd.resolve("maps/img/1/pos1_a_1100ms/frame_00000_0ms.jpeg");
        Files.copy(frame.resolveSibling("frame_00005_500ms.jpeg"), frame,
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(tmnf(line).json().at("/result/kept").asBoolean()).isFalse();
    }

    @Test
    void samplesThatARunFoundToBeOfOtherFramesAreWrittenAgain() throws IOException {
        dataset();
        String[] line = {"pretrain", "prepare", "-o", "npy", "--format", "npy", "--json"};
        tmnf(line);
        Files.setLastModifiedTime(cwd.resolve("maps/img/1/pos1_a_1100ms/frame_00000_0ms.jpeg"),
                FileTime.fromMillis(1_000_000));
        String[] run = {"--preprocess-cache-dir", "npy", "--epochs", "1"};
        String[] plan = {"--preprocess-cache-dir", "npy", "--dry-run"};
        assertThat(pretrain(plan).err()).contains("tmnf pretrain prepare writes the samples again");
        assertThat(pretrain(run).err()).as("decodes the frames").contains("are taken instead");

        assertThat(tmnf(line).json().at("/result/kept").asBoolean()).isFalse();

        assertThat(pretrain(plan).err()).isEmpty();
        assertThat(tmnf(line).json().at("/result/kept").asBoolean()).isTrue();
    }

    /** Where samples are taken as they are, each of them is a replay. */
    @Test
    void aRunTakesPreparedLabelsUntilTheManifestsAreOthers() throws IOException {
        dataset();
        manifestsWithStates();
        assertThat(tmnf("pretrain", "prepare", "-o", "cache", "--format", "bc").code()).isZero();
        String[] run = {"pretrain", "bc", "--preprocess-cache-dir", "cache", "--dry-run", "--json"};
        assertThat(tmnf(run).json().at("/result/plan/replays").asInt()).isEqualTo(6 * FRAMES);

        Files.setLastModifiedTime(cwd.resolve("maps/img/1/pos1_a_1100ms/manifest.json"),
                FileTime.fromMillis(1_000_000));

        assertThat(tmnf(run).json().at("/result/plan/replays").asInt()).isEqualTo(6);
        assertThat(pretrain("--preprocess-cache-dir", "cache", "--dry-run", "--json").json()
                .at("/result/plan/replays").asInt()).as("pictures alone").isEqualTo(6 * FRAMES);
    }

    @Test
    void namesFramesThatCannotBeRead() throws IOException {
        dataset();
        Files.write(cwd.resolve("maps/img/1/pos1_a_1100ms/frame_00003_300ms.jpeg"), new byte[] {1, 2});

        CliRun run = tmnf("pretrain", "prepare", "-o", "cache");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).startsWith("Decoded 71 frames");
        assertThat(run.err()).contains("1 frame could not be read", "frame_00003_300ms.jpeg");
    }

    @ParameterizedTest
    @CsvSource({"--val-fraction 1 --format npy,4,no sample", "--n-stack 13 --format npy,4,no sample",
        "--data-dir nowhere,4,nowhere", "--image-size 33,2,34", "--format u16,2,npy", "--workers 257,2,256",
        "--format bc,4,would have an action", "--format bc --track-ids 9,2,no track 9",
        "--format bc --bc-target next_tick --bc-time-offsets-ms 10,2,next_tick",
        "--format bc --bc-offset-weights 1 --bc-offset-weights 2,2,1 times", "-o maps/img,2,own folder",
        "-o file,2,no folder", "-o taken,2,train.npy"})
    void refusesWhatMakesNoSenseAndWritesNothing(String words, int code, String says) throws IOException {
        dataset();
        Files.createFile(cwd.resolve("file"));
        Files.createFile(Files.createDirectory(cwd.resolve("taken")).resolve("train.npy"));
        var before = files();
        String output = words.startsWith("-o") ? "" : " -o cache";

        CliRun run = tmnf(("pretrain prepare " + words + output).split(" "));

        assertThat(run.code()).isEqualTo(code);
        assertThat(run.err()).contains(says);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void optionsOfTheRunBeforeTheNameAreNotLost() throws IOException {
        dataset();

        CliRun run = tmnf("pretrain", "--n-stack", "3", "prepare", "-o", "cache");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--n-stack stands before prepare");
    }
}
