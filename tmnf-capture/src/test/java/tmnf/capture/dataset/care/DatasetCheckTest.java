package tmnf.capture.dataset.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.RealCaptures;
import tmnf.capture.dataset.TestCaptures;
import tmnf.capture.dataset.WriterOptions;

class DatasetCheckTest {

    private static final FrameSchedule SCHEDULE = new FrameSchedule(64, 300);
    private static final WriterOptions EVERYTHING =
            new WriterOptions(false, WriterOptions.DEFAULT_SHARD_BYTES, true, true);

    @TempDir
    Path root;

    private CapturedReplay capture(WriterOptions options) throws IOException {
        // The folder's names are those of the metadata.
        return RealCaptures.write(root.resolve("1000074/pos1_x_2000ms.replay"), SCHEDULE, options);
    }

    private static ReplayCheck check(CapturedReplay replay) throws IOException {
        return new DatasetCheck(TestCaptures.LAYOUT, 1).check(replay);
    }

    private static void damage(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        int at = text.indexOf(from);
        assertThat(at).as(from).isNotNegative();
        Files.writeString(file, text.substring(0, at) + to + text.substring(at + from.length()));
    }

    @Test
    void findsNothingWrongWithWhatWeWrite() throws IOException {
        ReplayCheck loose = check(capture(EVERYTHING));
        RealCaptures.delete(root.resolve("1000074"));
        ReplayCheck packed = check(capture(WriterOptions.PACKED));

        for (ReplayCheck each : List.of(loose, packed)) {
            assertThat(each.findings()).isEmpty();
            assertThat(each.errors()).isZero();
            assertThat(each.frames()).isEqualTo(20);
            assertThat(each.snapshots()).isEqualTo(20);
            assertThat(each.frameBytes()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "manifest.json | \"time_ms\": 40,          | \"time_ms\": 50, | LABEL    | is not the name of step 2",
        "manifest.json | \"time_ms\": 40,          | \"time_ms\": 41, | LABEL    | 41 ms is no tick",
        "manifest.json | \"step\": 4,              | \"step\": 3,     | LABEL    | do not grow",
        "manifest.json | \"requested_time_ms\": 62.5 | \"requested_time_ms\": 0 | LABEL | no frame 4 was due",
        "manifest.json | \"action_idx\": 1         | \"action_idx\": 2 | ACTION  | actions[0] is 1",
        "manifest.json | \"accelerate\": true      | \"accelerate\": false | ACTION | keys are not those",
        "manifest.json | \"time_ms\": 20,          | \"time_ms\": \"20\", | MANIFEST | no whole number",
        "manifest.json | \"display_speed\": 180    | \"display_speed\": 181 | SIDECAR | something else",
        "manifest.json | \"gear_and_wheels\"       | \"gear\"         | SNAPSHOT | gear_and_wheels",
        "manifest.json | \"is_freewheeling\": 0.0  | \"is_freewheeling\": NaN | SNAPSHOT | is_freewheeling",
        "manifest.json | \"race_time\": 0          | \"race_time\": [ | SNAPSHOT | is no JSON",
        "manifest.json | \"start_ms\": 0           | \"start_ms\": 200 | INPUTS  | goes from 200 ms",
        "metadata.json | \"total_frames\": 20      | \"total_frames\": 21 | COUNT | the manifest has 20",
        "metadata.json | \"race_time_ms\": 300     | \"race_time_ms\": 900 | COUNT | 900 ms make 58",
        "metadata.json | \"complete\"              | \"broken\"       | METADATA | not complete",
        "metadata.json | \"schema_version\": 1     | \"schema_version\": 7 | METADATA | schema_version is 7",
        "metadata.json | \"fps_meta\"              | \"fps_other\"    | METADATA | \"fps_meta\" is missing",
        "metadata.json | \"width\": 64             | \"width\": 32    | FRAME    | is 64x64",
        "metadata.json | \"grey\"                  | \"rgb\"          | FRAME    | has 1 components",
        "metadata.json | \"frames_sha1\": \"       | \"frames_sha1\": \"0 | HASH "
            + "| not those that were written",
        "metadata.json | \"total_snapshots\": 20   | \"total_snapshots\": 2 | SNAPSHOT | the manifest has 20",
        "metadata.json | \"total_full_states\": 20 | \"total_full_states\": 3 | STATE | there are 20",
        "metadata.json | {                         | [                | METADATA | metadata.json"
    })
    void findsWhatIsWrong(String file, String from, String to, CheckRule rule, String words)
            throws IOException {
        CapturedReplay replay = capture(EVERYTHING);
        damage(replay.folder().resolve(file), from, to);

        ReplayCheck found = check(replay);

        assertThat(found.errors()).isPositive();
        assertThat(found.findings()).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.detail()).contains(words);
        });
    }

    @Test
    void findsFramesThatAreCutMissingOrNobodys() throws IOException {
        CapturedReplay replay = capture(WriterOptions.LOOSE);
        Path cut = replay.folder().resolve("frame_00001_20ms.jpeg");
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(whole, whole.length - 10));
        Files.delete(replay.folder().resolve("frame_00002_40ms.jpeg"));
        Files.write(replay.folder().resolve("frame_00099_990ms.jpeg"), whole);
        Files.write(replay.folder().resolve("metadata.json.part"), whole);

        assertThat(check(replay).findings()).extracting(CheckFinding::toString).containsExactly(
                "frame: frame_00001_20ms.jpeg: the file ends before its picture does",
                "frame: frame_00002_40ms.jpeg: is missing",
                "orphan: frame_00099_990ms.jpeg: no entry names it",
                "orphan: metadata.json.part: was not finished");
    }

    @Test
    void keepsAFewFindingsOfEachRuleAndCountsThemAll() throws IOException {
        CapturedReplay replay = capture(WriterOptions.LOOSE);
        damage(replay.folder().resolve("metadata.json"), "\"width\": 64", "\"width\": 32");

        ReplayCheck found = check(replay);

        assertThat(found.findings()).hasSize(ReplayCheck.MOST_OF_A_RULE);
        assertThat(found.errors()).isEqualTo(20);
    }

    /** As the Python capture labels at 64 fps: 0, 15, 31, 46. */
    @Test
    void namesLabelsThatAreNoTicks() throws IOException {
        Path folder = old(1000, 64, 12);

        ReplayCheck found = check(CapturedReplay.open(folder));

        assertThat(found.findings()).filteredOn(each -> each.rule() == CheckRule.OLD_LABELS)
                .extracting(CheckFinding::detail).singleElement().asString()
                .contains("such as 15 ms", "no ticks", "capture the replay again");
    }

    /** Eight frames of 2.2 s at 100 fps: the game ran on while each was awaited. */
    @Test
    void namesCapturesWithFarTooFewFrames() throws IOException {
        Path folder = old(2200, 100, 8);

        ReplayCheck found = check(CapturedReplay.open(folder));

        assertThat(found.findings()).filteredOn(each -> each.rule() == CheckRule.OLD_LABELS)
                .extracting(CheckFinding::detail).singleElement().asString()
                .contains("8 frames", "2200 ms make 141", "later than their labels say");
    }

    /** With as many frames as the Python capture takes when nothing goes wrong. */
    @Test
    void acceptsLabelsOfOldToolsThatCanBeRight() throws IOException {
        ReplayCheck found = check(CapturedReplay.open(old(2000, 10, 13)));

        assertThat(found.counts()).doesNotContainKey(CheckRule.OLD_LABELS).doesNotContainKey(CheckRule.LABEL);
    }

    private Path old(int raceTimeMs, double fps, int frames) throws IOException {
        Path folder = Files.createDirectories(root.resolve("924307/old" + frames));
        List<String> entries = new ArrayList<>();
        for (int k = 0; k < frames; k++) {
            int label = (int) (k * 1000 / fps);
            String name = String.format("frame_%05d_%dms.jpeg", k, label);
            Files.write(folder.resolve(name), RealCaptures.picture(k));
            entries.add("{\"file\": \"" + name + "\", \"step\": " + k + ", \"time_ms\": " + label + "}");
        }
        Files.writeString(folder.resolve("manifest.json"), "[" + String.join(",", entries) + "]");
        Files.writeString(folder.resolve("metadata.json"), "{\"fps\": " + fps + ", \"race_time_ms\": "
                + raceTimeMs + ", \"width\": 64, \"height\": 64, \"total_frames\": " + frames + "}");
        return folder;
    }

    @Test
    void tellsOfCapturesInTheirOrderAndStopsWhenAsked() throws Exception {
        for (int i = 0; i < 5; i++) {
            RealCaptures.write(root.resolve("t/replay" + i), new FrameSchedule(10, 200), WriterOptions.LOOSE);
        }
        List<CapturedReplay> replays = CaptureDataset.open(root).replays();
        List<String> names = new ArrayList<>();
        DatasetCheck check = new DatasetCheck(TestCaptures.LAYOUT, 3);

        assertThat(check.run(replays, each -> names.add(each.replay().name()), () -> false)).isTrue();
        assertThat(names).containsExactly("replay0", "replay1", "replay2", "replay3", "replay4");
        assertThat(check.run(replays, each -> names.add("none"), () -> true)).isFalse();
        assertThat(names).hasSize(5);
    }
}
