package tmnf.capture.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.gbx.PythonProgram;
import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.state.SimStateData;

/** The example of a reader, which knows the format from its page alone, on what we write. */
class ReadCaptureExampleTest {

    private static final Path READER = Path.of("..", "docs", "examples", "read_capture.py");
    private static final FrameSchedule SCHEDULE = new FrameSchedule(64, 300);

    /** What is changed where, and what the reader says about it. */
    private static final String[][] DAMAGES = {
        {"manifest.json", "\"time_ms\": 40,", "\"time_ms\": 50,", "is not the name of step 2"},
        {"manifest.json", "frame_00002_40ms.jpeg", "frame_00002_30ms.jpeg", "is not the name of step 2"},
        {"manifest.json", "\"step\": 4,", "\"step\": 3,", "do not grow"},
        {"manifest.json", "\"requested_time_ms\": 62.5", "\"requested_time_ms\": 0", "no frame 4 was due at"},
        {"manifest.json", "\"display_speed\": 180", "\"own\": 180", "its JSON file says something else"},
        {"manifest.json", "\"action_idx\": 1", "\"action_idx\": 2", "action_idx is 2, actions[0] is 1"},
        {"manifest.json", "9.350000381469727", "9.5", "another position than in the entry"},
        {"manifest.json", "\"tick_ms\": 10", "\"tick_ms\": 20", "tick_ms is 20"},
        {"manifest.json", "\"race_time\": 0", "\"race_time\": [", "JSONDecodeError"},
        {"metadata.json", "\"total_frames\": 20", "\"total_frames\": 21", "the manifest has 20"},
        {"metadata.json", "\"race_time_ms\": 300", "\"race_time_ms\": 900", "900 ms make 58"},
        {"metadata.json", "\"complete\"", "\"broken\"", "status is 'broken'"},
        {"metadata.json", "\"width\": 64", "\"width\": 32", "its frame is 64x64"},
        {"metadata.json", "\"grey\"", "\"rgb\"", "its frame has 1 channels"},
        {"metadata.json", "\"frames_sha1\": \"", "\"frames_sha1\": \"0", "frames_sha1 is not"},
        {"metadata.json", "\"total_snapshots\": 20", "\"total_snapshots\": 2", "the manifest has 20"},
        {"frames-index.tsv", "512", "513", "does not fit the shards"}
    };

    @TempDir
    Path root;

    private Path capture(String name, WriterOptions options) throws IOException {
        Path folder = root.resolve("data").resolve("1000074").resolve(name);
        ObservationBuilder observer = TestCaptures.observer();
        try (ReplayFolderWriter writer = new ReplayFolderWriter(folder, options)) {
            for (int k = 0; k < SCHEDULE.count(); k++) {
                ManifestEntry entry = TestCaptures.entry(SCHEDULE, k);
                SimStateData state = TestCaptures.state(entry.timeMs());
                observer.update(state);
                writer.snapshot(observer.snapshot(), entry.timeMs());
                if (options.fullState()) {
                    writer.state(entry.timeMs(), state.toBytes(), 0, state.size());
                }
                ManifestEntry labelled = new ManifestEntry(entry.file(), entry.step(), entry.timeMs(),
                        entry.capturedAtUtc(), OptionalInt.of(
                                TestCaptures.actions(300).get(entry.timeMs() / 10)),
                        entry.inputs(), entry.requestedTimeMs(), entry.state(), entry.more());
                writer.frame(labelled, picture(k));
            }
            writer.finish(Optional.of(TestCaptures.actions(300)), Optional.of(TestCaptures.inputs(300)),
                    TestCaptures.metadata(SCHEDULE));
        }
        return folder;
    }

    private static byte[] picture(int k) throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(k % 64, k / 64, 0, 255);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }

    private PythonProgram read() throws IOException, InterruptedException {
        return PythonProgram.run(root, READER.toString(), root.resolve("data").toString());
    }

    @Test
    void findsNothingWrongWithWhatWeWrite() throws IOException, InterruptedException {
        capture("loose", new WriterOptions(false, WriterOptions.DEFAULT_SHARD_BYTES, true, true));
        capture("packed", new WriterOptions(true, WriterOptions.DEFAULT_SHARD_BYTES, false, true));

        PythonProgram python = read();

        assertThat(python.exit()).as(python.output()).isZero();
        assertThat(python.output())
                .contains("2 replays, 40 frames", "40 snapshots, 40 full states: all well");
    }

    @Test
    void findsWhatIsWrong() throws IOException, InterruptedException {
        for (int i = 0; i < DAMAGES.length; i++) {
            Path target = capture("replay" + i, WriterOptions.PACKED).resolve(DAMAGES[i][0]);
            String text = Files.readString(target);
            assertThat(text).contains(DAMAGES[i][1]);
            int at = text.indexOf(DAMAGES[i][1]);
            Files.writeString(target,
                    text.substring(0, at) + DAMAGES[i][2] + text.substring(at + DAMAGES[i][1].length()));
        }
        Path loose = capture("loose", WriterOptions.LOOSE);
        Path cut = loose.resolve("frame_00001_20ms.jpeg");
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(whole, whole.length - 10));
        Files.delete(loose.resolve("frame_00002_40ms.jpeg"));

        PythonProgram python = read();

        assertThat(python.exit()).as(python.output()).isEqualTo(1);
        for (int i = 0; i < DAMAGES.length; i++) {
            String where = "1000074/replay" + i + ": ";
            String problem = DAMAGES[i][3];
            assertThat(python.output().lines().filter(line -> line.startsWith(where)).toList()).as(where)
                    .anySatisfy(line -> assertThat(line).contains(problem));
        }
        assertThat(python.output()).contains("loose: entry 1: its frame is no whole JPEG",
                "loose: entry 2: cannot read its frame",
                ": " + (DAMAGES.length + 1) + " replays with problems");
    }

    @Test
    void saysWhenThereIsNothingToRead() throws IOException, InterruptedException {
        Files.createDirectories(root.resolve("data").resolve(".capture").resolve("x"));
        Files.write(root.resolve("data").resolve(".capture").resolve("x").resolve("manifest.json"),
                "[]".getBytes(StandardCharsets.US_ASCII));

        assertThat(read().exit()).isEqualTo(2);
    }
}
