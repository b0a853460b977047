package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
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
        assertThat(pretrain("--preprocess-cache-dir", "npy", "--n-stack", "3", "--image-size", "48",
                "--epochs", "1").code()).isZero();
        line[7] = "2";
        assertThat(tmnf(line).json().at("/result/train").asInt()).as("another stack is exported anew")
                .isEqualTo(2 * 2 * (FRAMES - 1));
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
        "-o maps/img,2,own folder", "-o file,2,no folder", "-o taken,2,train.npy"})
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
