package tmnf.capture.dataset.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.RealCaptures;
import tmnf.capture.dataset.TestCaptures;
import tmnf.capture.dataset.WriterOptions;

class SkipIndicesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CleanupSettings SETTINGS = new CleanupSettings(CleanupStyle.DEFAULT,
            TestCaptures.LAYOUT, false, false, Optional.empty(), 1);

    @TempDir
    Path temp;

    private Path data;
    private Path cache;

    /** Two tracks of 2 and 1 replays of 6 frames; t0001 is for validation: 12 rows of train, 6 of val. */
    @BeforeEach
    void makeCache() throws IOException {
        data = temp.resolve("img");
        cache = Files.createDirectories(temp.resolve("cache"));
        for (String folder : List.of("t0000/a", "t0000/b", "t0001/c")) {
            RealCaptures.write(data.resolve(folder), new FrameSchedule(10, 500),
                    folder.endsWith("b") ? WriterOptions.PACKED : WriterOptions.LOOSE);
        }
        Files.writeString(cache.resolve("cache_meta.json"), "{\"source_data_dir\": "
                + JSON.writeValueAsString(data.toString()) + ", \"image_size\": 2, \"n_stack\": 1, "
                + "\"val_fraction\": 0.1, \"seed\": 42, \"source_signature\": {\"n_tracks\": 2, "
                + "\"n_replays\": 3, "
                + "\"n_frame_files\": 18}, \"n_train\": 12, \"n_val\": 6, \"own\": [1]}");
        Files.writeString(cache.resolve("skip_indices.json"), "{\"train\": [0, 7], \"val\": [5]}");
        npy("train", "<f4", ", 1, 1, 2, 2", 12, 16);
        npy("val", "<f4", ", 1, 1, 2, 2", 6, 16);
        npy("train_actions", "<i8", ",", 12, 8);
        npy("val_actions", "<i8", ",", 6, 8);
        npy("train_floats", "<f4", ", 3", 10, 12);
    }

    /** Each byte of a row is the number of the row. */
    private void npy(String name, String type, String rest, int rows, int rowBytes) throws IOException {
        StringBuilder text = new StringBuilder("{'descr': '" + type + "', 'fortran_order': False, 'shape': ("
                + rows + rest + "), }");
        while ((10 + text.length() + 1) % 64 != 0) {
            text.append(' ');
        }
        text.append('\n');
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.write(ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) text.length())
                .array());
        out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
        for (int row = 0; row < rows; row++) {
            byte[] bytes = new byte[rowBytes];
            Arrays.fill(bytes, (byte) row);
            out.write(bytes);
        }
        Files.write(cache.resolve(name + ".npy"), out.toByteArray());
    }

    private List<Integer> rows(String name, int rowBytes) throws IOException {
        byte[] bytes = Files.readAllBytes(cache.resolve(name + ".npy"));
        int header = 10 + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
        List<Integer> rows = new ArrayList<>();
        for (int at = header; at < bytes.length; at += rowBytes) {
            rows.add((int) bytes[at]);
        }
        return rows;
    }

    @Test
    void takesRowsOutOfTheArraysOnce() throws IOException {
        SkipIndices skip = SkipIndices.open(cache);
        assertThat(skip.count("train")).isEqualTo(2);

        assertThat(skip.fixNpy()).containsExactly("train.npy", "train_actions.npy", "val.npy",
                "val_actions.npy");

        assertThat(rows("train", 16)).containsExactly(1, 2, 3, 4, 5, 6, 8, 9, 10, 11);
        assertThat(rows("train_actions", 8)).containsExactly(1, 2, 3, 4, 5, 6, 8, 9, 10, 11);
        assertThat(rows("val", 16)).containsExactly(0, 1, 2, 3, 4);
        assertThat(rows("train_floats", 12)).hasSize(10);
        assertThat(NpyRows.open(cache.resolve("val_actions.npy")).rows()).isEqualTo(5);
        assertThat(Files.readString(cache.resolve("train.npy"), StandardCharsets.ISO_8859_1))
                .contains("{'descr': '<f4', 'fortran_order': False, 'shape': (10, 1, 1, 2, 2), }");
        assertThat(JSON.readTree(cache.resolve("cache_meta.json").toFile()).toString())
                .contains("\"n_train\":10,\"n_val\":5,\"own\":[1]");
        assertThat(cache.resolve("skip_indices.json")).doesNotExist();
        SkipIndices again = SkipIndices.open(cache);
        assertThat(again.isNpyFixed()).isTrue();
        assertThat(again.fixNpy()).isEmpty();
        assertThat(rows("train", 16)).hasSize(10);
    }

    @Test
    void finishesWhatWasInterruptedBetweenTwoArrays() throws IOException {
        npy("train", "<f4", ", 1, 1, 2, 2", 10, 16);

        assertThat(SkipIndices.open(cache).fixNpy()).containsExactly("train_actions.npy", "val.npy",
                "val_actions.npy");

        assertThat(rows("train", 16)).hasSize(10);
    }

    @Test
    void refusesArraysOfAnotherDataset() throws IOException {
        npy("val", "<f4", ", 1, 1, 2, 2", 7, 16);

        assertThatThrownBy(() -> SkipIndices.open(cache).fixNpy()).isInstanceOf(CacheException.class)
                .hasMessageContaining("val.npy").hasMessageContaining("has 7 rows, neither the 6");
        assertThat(rows("train", 16)).hasSize(12);
    }

    @Test
    void refusesRowsThatTheDatasetDoesNotMake() throws IOException {
        Files.writeString(cache.resolve("skip_indices.json"), "{\"train\": [12]}");

        assertThatThrownBy(() -> SkipIndices.open(cache).fixNpy()).isInstanceOf(CacheException.class)
                .hasMessageContaining("row 12 of train, the dataset makes 12");
    }

    @Test
    void takesTheFramesOutOfTheDataset() throws IOException {
        SkipIndices skip = SkipIndices.open(cache);

        CleanupResult result = skip.cleanSource(SETTINGS, CleanupListener.NONE);

        assertThat(result.files()).isEqualTo(3);
        assertThat(data.resolve("t0000/a/frame_00000_0ms.jpeg")).doesNotExist();
        assertThat(data.resolve("t0001/c/frame_00005_500ms.jpeg")).doesNotExist();
        assertThat(TestCaptures.all(CaptureDataset.open(data).replays().get(1).entries()))
                .extracting(entry -> entry.timeMs()).containsExactly(0, 200, 300, 400, 500);
        assertThat(JSON.readTree(cache.resolve("cache_meta.json").toFile()).get("source_signature")
                .toString())
                .isEqualTo("{\"n_tracks\":2,\"n_replays\":2,\"n_frame_files\":10}");
        // The rows are known by their frames now, not by what the changed dataset would make of them.
        SkipIndices again = SkipIndices.open(cache);
        assertThat(again.isSourceCleaned()).isTrue();
        assertThat(again.cleanSource(SETTINGS, CleanupListener.NONE).files()).isZero();
        assertThat(again.fixNpy()).hasSize(4);
        assertThat(rows("train", 16)).containsExactly(1, 2, 3, 4, 5, 6, 8, 9, 10, 11);
    }

    @Test
    void knowsStacksAndTheActionBehindThem() throws IOException {
        CacheMeta meta = CacheMeta.read(cache);
        meta.put("n_stack", 3);
        meta.put("bc_target", "next_tick");

        CacheSamples samples = CacheSamples.of(meta, CaptureDataset.open(data));

        assertThat(samples.val()).hasSize(3);
        assertThat(samples.val().get(0).frames()).containsExactly("frame_00000_0ms.jpeg",
                "frame_00001_100ms.jpeg", "frame_00002_200ms.jpeg");
        assertThat(samples.train()).hasSize(6);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Files.delete(cache.resolve("skip_indices.json"));
        assertThatThrownBy(() -> SkipIndices.open(cache)).isInstanceOf(CacheException.class)
                .hasMessageContaining("skip_indices.json: does not exist");
        Files.delete(cache.resolve("cache_meta.json"));
        assertThatThrownBy(() -> SkipIndices.open(cache)).hasMessageContaining("cache_meta.json");
    }
}
