package tmnf.capture.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and hostile folders. */
class DamagedCapturesTest {

    @TempDir
    Path root;
    Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(root.resolve("track").resolve("replay"));
    }

    private CapturedReplay manifest(String json) throws IOException {
        Files.writeString(folder.resolve("manifest.json"), json);
        return CapturedReplay.open(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                        | is neither a JSON object nor a list
            `12`                                      | is neither a JSON object nor a list
            `{}`                                      | has no "entries"
            `{"entries": null}`                       | has no "entries"
            `{"entries": {}}`                         | "entries" is no list
            `{"entries": [7]}`                        | entry 0: is no JSON object
            `{"entries": [{"file": "a.jpeg"`          | entry 0, byte 30: is no JSON
            `{"entries": [{}]}`                       | entry 0: "file" is missing
            `{"entries": [{"file": 3}]}`              | entry 0: "file" is no text
            `{"entries": [{"file": "a.jpeg"}]}`       | entry 0: "step" is missing
            `{"entries": [{"file": "../a.jpeg"}]}`    | leaves its folder
            `{"entries": [{"file": "/etc/passwd"}]}`  | leaves its folder
            `{"entries": [{"file": "C:\\\\a.jpeg"}]}` | leaves its folder
            `{"entries": [{"file": ".."}]}`           | is a folder
            `{"entries": [{"file": ""}]}`             | is empty
            `{"entries": [{"file": "a\\u0000b"}]}`    | has a control character
            `{"entries": [{"file": "a", "step": 1.5}]}`  | "step" is no whole number
            `{"entries": [{"file": "a", "step": -1}]}`   | "step" is negative
            `{"entries": [{"file": "a", "step": 99999999999}]}` | "step" is no whole number
            `{"entries": [{"file": "a", "step": 1, "time_ms": 5, "inputs": []}]}` | "inputs" is no object
            `{"entries": [{"file": "a", "step": 1, "time_ms": 5, "state": {"position": [1]}}]}` | has 1 num
            `{"entries": [{"file": "a", "step": 1, "time_ms": 5, "inputs": {}}]}` | "accelerate" is missing
            """)
    void refusesEntries(String json, String rule) throws IOException {
        CapturedReplay replay = manifest(json == null ? "" : json);

        assertThatThrownBy(() -> TestCaptures.all(replay.entries())).isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(folder.resolve("manifest.json").toString()).hasMessageContaining(rule)
                .hasMessageContaining("apture the replay again");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"actions\": {}}", "{\"actions\": [1, \"a\"]}", "{\"actions\": [1.5]}", "{\"actions\": [1",
                "{\"actions\"",
        "{\"actions\": [99999999999]}"
    })
    void refusesActions(String json) throws IOException {
        CapturedReplay replay = manifest(json);

        assertThatThrownBy(replay::actions).isInstanceOf(DatasetException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "[]", "{}", "{\"tick_ms\": 10}", "{\"tick_ms\": 20, \"start_ms\": 0, \"keys\": []}",
        "{\"tick_ms\": 10, \"start_ms\": 5, \"keys\": []}",
        "{\"tick_ms\": 10, \"start_ms\": 0, \"keys\": [32]}",
        "{\"tick_ms\": 10, \"start_ms\": 0, \"keys\": [1, 1], \"steer\": [1]}",
        "{\"tick_ms\": 10, \"start_ms\": 0, \"keys\": [1], \"steer\": [70000]}",
        "{\"tick_ms\": 10, \"start_ms\": 0, \"keys\": [1], \"gas\": [-2147483648]}"
    })
    void refusesInputs(String json) throws IOException {
        CapturedReplay replay = manifest("{\"input_stream\": " + json + "}");

        assertThatThrownBy(replay::inputs).isInstanceOf(DatasetException.class)
                .hasMessageContaining("input_stream");
    }

    @Test
    void refusesTextThatIsNoUtf8() throws IOException {
        CapturedReplay replay = manifest("");
        for (byte[] bytes : new byte[][] {{0, 0, 0, '[', -1, -1, -1, -1}, {'[', '{', '"', -1, -2, '"'}}) {
            Files.write(folder.resolve("manifest.json"), bytes);

            assertThatThrownBy(() -> TestCaptures.all(replay.entries())).isInstanceOf(DatasetException.class)
                    .hasMessageContaining("is no JSON");
            assertThatThrownBy(() -> ManifestRewrite.apply(replay, (i, entry) -> Optional.of(entry),
                    Optional.empty())).isInstanceOf(DatasetException.class);
        }
    }

    @Test
    void refusesNestingAndNumbersOfValuesBeyondTheLimits() throws IOException {
        CapturedReplay deep = manifest("{\"entries\": [{\"a\": " + "[".repeat(100_000));
        assertThatThrownBy(() -> TestCaptures.all(deep.entries())).isInstanceOf(DatasetException.class)
                .hasMessageContaining("nesting depth");

        CapturedReplay wide = manifest("{\"entries\": [{\"a\": [" + "0,".repeat(JsonFiles.MAX_VALUES)
                + "0]}]}");
        assertThatThrownBy(() -> TestCaptures.all(wide.entries())).isInstanceOf(DatasetException.class)
                .hasMessageContaining("entry 0: has too many values");

        CapturedReplay ticks = manifest("{\"actions\": [" + "0,".repeat(JsonFiles.MAX_TICKS) + "0]}");
        assertThatThrownBy(ticks::actions).isInstanceOf(DatasetException.class)
                .hasMessageContaining("more than 2000000 elements");
    }

    @Test
    void refusesMetadataThatAreNoObjectOrTooLarge() throws IOException {
        Path file = folder.resolve("metadata.json");
        Files.writeString(file, "[]");
        assertThatThrownBy(() -> CaptureMetadata.read(file)).isInstanceOf(DatasetException.class)
                .hasMessageContaining("is no JSON object");
        Files.writeString(file, "{} {}");
        assertThatThrownBy(() -> CaptureMetadata.read(file)).isInstanceOf(DatasetException.class)
                .hasMessageContaining("goes on behind");
        Files.writeString(file, "{\"width\": \"64\"}");
        assertThatThrownBy(() -> CaptureMetadata.read(file).integer("width"))
                .isInstanceOf(DatasetException.class).hasMessageContaining("\"width\" is no whole number");
        Files.writeString(file, " ".repeat((int) JsonFiles.MAX_BYTES) + "{}");
        assertThatThrownBy(() -> CaptureMetadata.read(file)).isInstanceOf(DatasetException.class)
                .hasMessageContaining("the limit is");
    }

    @Test
    void refusesDamagedStates() throws IOException {
        CapturedReplay replay = manifest("{\"entries\": []}");
        Path file = folder.resolve("states.bin.gz");

        Files.writeString(file, "no gzip");
        assertThatThrownBy(replay::states).isInstanceOf(DatasetException.class)
                .hasMessageContaining("is no gzip file");
        Files.write(file, zipped(ints(0, Integer.MAX_VALUE)));
        assertThatThrownBy(() -> TestCaptures.all(replay.states())).isInstanceOf(DatasetException.class)
                .hasMessageContaining("byte 0 of the unpacked records: claims a state of 2147483647 bytes");
        Files.write(file, zipped(ints(0, -1)));
        assertThatThrownBy(() -> TestCaptures.all(replay.states())).isInstanceOf(DatasetException.class)
                .hasMessageContaining("claims a state of -1 bytes");
        Files.write(file, zipped(ints(0, 4, 7, 10, 8, 1)));
        assertThatThrownBy(() -> TestCaptures.all(replay.states())).isInstanceOf(DatasetException.class)
                .hasMessageContaining("byte 20 of the unpacked records: ends after 4 of a state's 8 bytes");
        Files.write(file, zipped(new byte[5]));
        assertThatThrownBy(() -> TestCaptures.all(replay.states())).isInstanceOf(DatasetException.class)
                .hasMessageContaining("ends in the middle of a record");
        byte[] whole = zipped(ints(0, 4, 7));
        Files.write(file, Arrays.copyOf(whole, whole.length - 9));
        assertThatThrownBy(() -> TestCaptures.all(replay.states())).isInstanceOf(DatasetException.class)
                .hasMessageContaining("is damaged");
    }

    private static byte[] ints(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void refusesFramesThatLeaveTheFolderOrAreMissing() throws IOException {
        Files.writeString(root.resolve("secret.jpeg"), "secret");
        try (FrameStore frames = manifest("{\"entries\": []}").frames()) {
            assertThatThrownBy(() -> frames.read("../../secret.jpeg")).isInstanceOf(DatasetException.class)
                    .hasMessageContaining("leaves its folder");
            assertThatThrownBy(() -> frames.has("../../secret.jpeg")).isInstanceOf(DatasetException.class);
            assertThatThrownBy(() -> frames.read("frame_00000_0ms.jpeg")).isInstanceOf(DatasetException.class)
                    .hasMessageContaining("has no frame frame_00000_0ms.jpeg");
        }
    }

    @Test
    void leavesOutHiddenFoldersAndFoldersWithoutAManifest() throws IOException {
        manifest("{\"entries\": []}");
        Path own = Files.createDirectories(root.resolve(".capture").resolve("staging"));
        Files.writeString(own.resolve("manifest.json"), "[]");
        Files.createDirectories(root.resolve("track").resolve("empty"));
        Files.writeString(root.resolve("readme.txt"), "");

        assertThat(CaptureDataset.open(root).tracks()).containsExactly(root.resolve("track"));
        assertThat(CaptureDataset.open(root).replays()).extracting(CapturedReplay::name)
                .containsExactly("replay");
        assertThatThrownBy(() -> CaptureDataset.open(root.resolve("nowhere")))
                .isInstanceOf(DatasetException.class).hasMessageContaining("does not exist");
    }

    @Test
    void givesAValueOrADatasetExceptionForAnyDamage() throws IOException {
        FrameSchedule schedule = new FrameSchedule(20, 50);
        Path whole = root.resolve("other").resolve("whole");
        TestCaptures.write(whole, schedule, WriterOptions.PACKED.withFullState(true));
        SplittableRandom random = new SplittableRandom(7);
        for (String file : new String[] {"manifest.json", "metadata.json", "frames-index.tsv",
                "states.bin.gz"}) {
            byte[] good = Files.readAllBytes(whole.resolve(file));
            for (int i = 0; i < 40; i++) {
                Files.write(whole.resolve(file), damaged(good, random));
                assertTimeout(Duration.ofSeconds(5), () -> readAll(whole));
            }
            Files.write(whole.resolve(file), good);
        }
        assertThat(readAll(whole)).isTrue();
    }

    private static byte[] damaged(byte[] good, SplittableRandom random) {
        byte[] bad = random.nextInt(3) == 0 ? Arrays.copyOf(good, random.nextInt(good.length + 1))
                : good.clone();
        for (int change = random.nextInt(4); change >= 0 && bad.length > 0; change--) {
            bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
        }
        return bad;
    }

    /** Reads all there is; false when the dataset says that it is broken. */
    private static boolean readAll(Path folder) throws IOException {
        CapturedReplay replay = CapturedReplay.open(folder);
        try (FrameStore frames = replay.frames()) {
            replay.isComplete();
            for (ManifestEntry entry : TestCaptures.all(replay.entries())) {
                frames.read(entry.file());
            }
            TestCaptures.all(replay.snapshots());
            replay.actions();
            replay.inputs();
            TestCaptures.all(replay.states());
            return true;
        } catch (DatasetException e) {
            return false;
        }
    }
}
