package tmnf.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.capture.dataset.WriterOptions;

class SkipIndicesCommandTest extends DatasetTestBase {

    private Path frame;

    /** One track of one replay of 5 frames: 5 rows of train. */
    @BeforeEach
    void cache() throws IOException {
        frame = capture("img/t/x", 10, 400, WriterOptions.LOOSE).resolve("frame_00003_300ms.jpeg");
        write("cache/cache_meta.json", "{\"source_data_dir\": "
                + new ObjectMapper().writeValueAsString(cwd.resolve("img").toString())
                + ", \"n_train\": 5, \"n_val\": 0, \"val_fraction\": 0.1, \"seed\": 42}");
        write("cache/skip_indices.json", "{\"train\": [3], \"val\": []}");
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (5,), }";
        header += " ".repeat(117 - header.length()) + "\n"; // 10 + 118 is a multiple of 64
        byte[] text = header.getBytes(StandardCharsets.US_ASCII);
        byte[] npy = new byte[10 + text.length + 5];
        byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0};
        System.arraycopy(magic, 0, npy, 0, magic.length);
        System.arraycopy(text, 0, npy, 10, text.length);
        for (int i = 0; i < 5; i++) {
            npy[npy.length - 5 + i] = (byte) i;
        }
        Files.write(cwd.resolve("cache/train.npy"), npy);
    }

    private CliRun skip(String... options) {
        String[] words = new String[options.length + 4];
        System.arraycopy(new String[] {"cleanup", "skip-indices", "--cache-dir", "cache"}, 0, words, 0, 4);
        System.arraycopy(options, 0, words, 4, options.length);
        return tmnf(words);
    }

    private byte[] rows() throws IOException {
        byte[] all = Files.readAllBytes(cwd.resolve("cache/train.npy"));
        return Arrays.copyOfRange(all, 10 + (all[8] & 0xFF), all.length);
    }

    @Test
    void reportsOnlyWithoutBeingToldWhatToClean() throws IOException {
        CliRun run = skip();

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("Rows to skip: 1 of train, 0 of val\n"
                + "Run with --fix-npy or --clean-source to remove them.\n");
        assertThat(skip("--fix-npy").code()).isEqualTo(2);
        assertThat(skip("--fix-npy", "-y", "-n").out()).endsWith("Nothing was changed.\n");
        assertThat(rows()).hasSize(5);
    }

    @Test
    void cleansCacheAndDatasetOnce() throws IOException {
        CliRun run = skip("--fix-npy", "--clean-source", "--yes");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Changed: train.npy\n",
                "Done: 1 files deleted, 0 replays removed, 0 tracks removed.\n");
        assertThat(rows()).containsExactly(0, 1, 2, 4);
        assertThat(frame).doesNotExist();
        CliRun again = skip("--fix-npy", "--clean-source", "--yes", "--json");
        assertThat(again.code()).isZero();
        assertThat(again.json().get("result").get("sourceCleaned").asBoolean()).isTrue();
        assertThat(rows()).hasSize(4);
        assertThat(tmnf("inspect", "--check", "img").code()).isZero();
    }

    @Test
    void saysWhenThereIsNothingToDoOrNoCache() throws IOException {
        write("cache/skip_indices.json", "{\"train\": [], \"val\": []}");
        assertThat(skip("--fix-npy", "-y").out()).isEqualTo("No skip indices. Nothing to do.\n");
        Files.delete(cwd.resolve("cache/skip_indices.json"));
        assertThat(skip().code()).isEqualTo(4);
        assertThat(tmnf("cleanup", "skip-indices").code()).isEqualTo(2);
        assertThat(tmnf("cleanup", "--data-dir", "img", "skip-indices", "--cache-dir", "cache").code())
                .isEqualTo(2);
    }
}
