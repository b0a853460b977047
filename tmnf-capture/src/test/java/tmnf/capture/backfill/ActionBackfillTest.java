package tmnf.capture.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.RealCaptures;
import tmnf.capture.dataset.TestCaptures;
import tmnf.capture.dataset.WriterOptions;
import tmnf.capture.dataset.care.CheckRule;
import tmnf.capture.dataset.care.DatasetCheck;
import tmnf.capture.dataset.care.ReplayCheck;
import tmnf.capture.plan.ScriptInputs;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.script.InputScript;
import tmnf.gbx.script.ReplayScripts;
import tmnf.gbx.script.ScriptOptions;
import tmnf.gbx.synthetic.SyntheticReplays;

class ActionBackfillTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SyntheticReplays TRACK =
            SyntheticReplays.track("x", 1, SyntheticReplays.Options.DEFAULT);
    private static final FrameSchedule SCHEDULE = new FrameSchedule(20, 3000);

    @TempDir
    Path temp;

    private Path data;
    private Path replays;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void makeReplays() throws IOException {
        data = temp.resolve("img");
        replays = temp.resolve("replays");
        Files.createDirectories(replays.resolve("t"));
        replay("pos1_a_1ms.replay.gbx");
    }

    private Path replay(String name) throws IOException {
        return Files.write(replays.resolve("t").resolve(name), TRACK.replayFile(
                TRACK.drive(0, 30, new SyntheticReplays.Driver("user", "User", false))));
    }

    private CapturedReplay capture(String name, WriterOptions options) throws IOException {
        CapturedReplay capture = RealCaptures.write(data.resolve("t").resolve(name), SCHEDULE, options);
        ObjectNode manifest = (ObjectNode) JSON.readTree(capture.manifest().toFile());
        manifest.put("own", 7);
        ((ObjectNode) manifest.get("entries").get(0)).put("note", "mine");
        JSON.writeValue(capture.manifest().toFile(), manifest);
        return capture;
    }

    private boolean run(BackfillSettings settings) throws IOException {
        told.clear();
        return new ActionBackfill(CaptureDataset.open(data), replays, settings).run(new BackfillListener() {
            @Override
            public void done(CapturedReplay replay, BackfillOutcome outcome, String why) {
                told.add(replay.name() + " " + outcome);
            }
        });
    }

    private static BackfillSettings settings(BackfillStyle style, int stepMs) {
        return new BackfillSettings(style, stepMs, 0, false);
    }

    private List<Integer> script(int stepMs) throws IOException {
        InputScript script = ReplayScripts.of(GbxFiles.readReplay(
                replays.resolve("t/pos1_a_1ms.replay.gbx")).content(), ScriptOptions.DEFAULT);
        ScriptInputs inputs = ScriptInputs.of(script.text(), script.raceTimeMs());
        List<Integer> actions = new ArrayList<>();
        for (int tick = 0; tick < inputs.ticks(); tick += stepMs / 10) {
            actions.add(inputs.actionIndex(tick));
        }
        return actions;
    }

    @Test
    void writesActionsOfTheScriptAndKeepsEverythingElse() throws IOException {
        CapturedReplay capture = capture("pos1_a_1ms.replay",
                new WriterOptions(false, WriterOptions.DEFAULT_SHARD_BYTES, true, false));
        JsonNode before = JSON.readTree(capture.manifest().toFile());

        run(settings(BackfillStyle.DEFAULT, 10));

        JsonNode after = JSON.readTree(capture.manifest().toFile());
        assertThat(after.get("meta")).isEqualTo(before.get("meta"));
        assertThat(after.get("input_stream")).isEqualTo(before.get("input_stream"));
        assertThat(after.get("own").asInt()).isEqualTo(7);
        assertThat(after.get("entries").get(0).get("note").asText()).isEqualTo("mine");
        assertThat(told).containsExactly("pos1_a_1ms.replay UPDATED");
        assertThat(script(10).stream().distinct()).as("the drive changes its keys").hasSizeGreaterThan(1);
        assertThat(capture.actions().orElseThrow()).isEqualTo(script(10));
        ReplayCheck check = new DatasetCheck(TestCaptures.LAYOUT, 1).check(capture);
        assertThat(check.counts()).doesNotContainKeys(CheckRule.ACTION, CheckRule.SIDECAR,
                CheckRule.MANIFEST);
    }

    @Test
    void followsAnotherLengthOfSteps() throws IOException {
        CapturedReplay capture = capture("pos1_a_1ms.replay", WriterOptions.LOOSE);

        run(settings(BackfillStyle.DEFAULT, 50));

        assertThat(capture.actions().orElseThrow()).isEqualTo(script(50));
        assertThat(capture.metadata().orElseThrow().integer("step_ms")).hasValue(50);
        assertThat(new DatasetCheck(TestCaptures.LAYOUT, 1).check(capture).counts())
                .doesNotContainKey(CheckRule.ACTION);
    }

    @Test
    void shiftsInputs() throws IOException {
        CapturedReplay capture = capture("pos1_a_1ms.replay", WriterOptions.LOOSE);

        run(new BackfillSettings(BackfillStyle.DEFAULT, 10, 200, false));

        List<Integer> plain = script(10);
        List<Integer> shifted = capture.actions().orElseThrow();
        assertThat(shifted.subList(120, 300)).isEqualTo(plain.subList(100, 280));
    }

    @Test
    void rewritesTheMembersOfShards() throws Exception {
        CapturedReplay capture = capture("pos1_a_1ms.replay", WriterOptions.PACKED);

        run(settings(BackfillStyle.DEFAULT, 10));
        run(settings(BackfillStyle.DEFAULT, 10));

        assertThat(told).containsExactly("pos1_a_1ms.replay UPDATED");
        try (var files = Files.list(capture.folder())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".tar")))
                    .containsExactly("frames-00002.tar");
        }
        ReplayCheck check = new DatasetCheck(TestCaptures.LAYOUT, 1).check(capture);
        assertThat(check.counts()).doesNotContainKeys(CheckRule.ACTION, CheckRule.FRAME, CheckRule.HASH);
        String shard = Files.readString(capture.folder().resolve("frames-00002.tar"),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(shard).contains("\"note\": \"mine\"");
    }

    @Test
    void givesTheBareListOfOldCapturesActions() throws IOException {
        Path folder = Files.createDirectories(data.resolve("t/pos1_a_1ms.replay"));
        Files.writeString(folder.resolve("manifest.json"),
                "[{\"file\": \"a.jpeg\", \"step\": 0, \"time_ms\": 100}, {\"file\": \"b.jpeg\"}]");

        run(settings(BackfillStyle.UPSTREAM, 10));

        JsonNode manifest = JSON.readTree(folder.resolve("manifest.json").toFile());
        assertThat(manifest.get("entries").get(0).get("action_idx").asInt())
                .isEqualTo(manifest.get("actions").get(10).asInt());
        assertThat(manifest.get("entries").get(0).get("inputs").has("accelerate")).isTrue();
        assertThat(manifest.get("entries").get(1).toString()).isEqualTo("{\"file\":\"b.jpeg\"}");
    }

    @Test
    void changesNothingInADryRun() throws IOException {
        CapturedReplay capture = capture("pos1_a_1ms.replay", WriterOptions.LOOSE);
        String before = Files.readString(capture.manifest());

        run(new BackfillSettings(BackfillStyle.DEFAULT, 10, 0, true));

        assertThat(told).containsExactly("pos1_a_1ms.replay UPDATED");
        assertThat(Files.readString(capture.manifest())).isEqualTo(before);
    }

    @Test
    void saysWhatCannotBeFilledIn() throws IOException {
        for (String name : List.of("a", "b", "c", "d")) {
            Files.createDirectories(data.resolve("t").resolve(name));
            Files.writeString(data.resolve("t").resolve(name).resolve("manifest.json"), "{\"entries\": []}");
        }
        Files.copy(replay("source.gbx"), replays.resolve("t/b.Replay.Gbx"));
        Files.writeString(replays.resolve("t/c.gbx"), "no GBX");
        Files.writeString(data.resolve("t/d/manifest.json"), "{");
        Files.copy(replays.resolve("t/source.gbx"), replays.resolve("t/d.gbx"));

        assertThat(run(settings(BackfillStyle.DEFAULT, 10))).isTrue();

        assertThat(told).containsExactly("a NO_REPLAY", "b UPDATED", "c ERROR", "d ERROR");
        assertThatThrownBy(() -> settings(BackfillStyle.DEFAULT, 15)).hasMessageContaining("multiple of 10");
    }
}
