package tmnf.capture.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tmnf.gbx.model.ControlEntry;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.InputTape;
import tmnf.gbx.model.Replay;
import tmnf.tminterface.observation.ActionIndex;

/** Against what the Python tool samples from the recorded tapes. */
class UpstreamTimelineTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GOLDEN =
            Path.of("..", "tmnf-gbx", "src", "test", "resources", "tmnf", "gbx", "script", "golden");

    /** A recorded timeline. */
    record Golden(String name, Ghost ghost, int stepMs, int offsetMs, JsonNode timeline, JsonNode keys) {
        @Override
        public String toString() {
            return name + " " + stepMs;
        }
    }

    static Stream<Golden> goldens() throws IOException {
        List<Golden> goldens = new ArrayList<>();
        for (JsonNode node : JSON.readTree(GOLDEN.resolve("index.json").toFile())) {
            for (int stepMs : new int[] {10, 50}) {
                JsonNode timeline = node.get("timeline_step_" + stepMs + "ms");
                if (timeline != null && !timeline.isNull()) {
                    goldens.add(new Golden(node.get("name").asText(),
                            ghost(JSON.readTree(GOLDEN.resolve(node.get("input").asText()).toFile())), stepMs,
                            node.get("options").get("input_time_offset_ms").asInt(), timeline,
                            node.get("inputs_step_" + stepMs + "ms")));
                }
            }
        }
        return goldens.stream();
    }

    private static Ghost ghost(JsonNode input) {
        List<Ghost> ghosts = new ArrayList<>();
        for (JsonNode ghost : input.get("ghosts")) {
            List<ControlEntry> entries = new ArrayList<>();
            for (JsonNode entry : ghost.get("control_entries")) {
                entries.add(new ControlEntry(entry.get("event_name").asText(), entry.get("time").asInt(),
                        entry.get("flags").asInt() << 16 | entry.get("enabled").asInt()));
            }
            List<Integer> times = new ArrayList<>();
            ghost.get("cp_times").forEach(time -> times.add(time.asInt()));
            ghosts.add(Ghost.builder().raceTimeMs(ghost.get("race_time").asInt())
                    .checkpointTimesMs(times.stream().mapToInt(Integer::intValue).toArray())
                    .inputs(InputTape.of(entries)).build());
        }
        return new Replay(new byte[0], null, ghosts, null).bestGhostUpstream().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void samplesWhatThePythonToolSamples(Golden golden) {
        ReplayActions actions = UpstreamTimeline.of(golden.ghost, golden.stepMs, golden.offsetMs);

        List<Integer> expected = new ArrayList<>();
        golden.timeline.get("actions").forEach(action -> expected.add(action.asInt()));
        assertThat(actions.steps().stream().map(ActionIndex::of).toList()).isEqualTo(expected);
        if (golden.keys != null) {
            for (int step = 0; step < golden.keys.size(); step++) {
                assertThat(JSON.valueToTree(actions.keys(step).toMap()).toString())
                        .as("step %d", step).isEqualTo(golden.keys.get(step).toString());
            }
        }
    }

    @Test
    void theGoldenSetIsThere() {
        assertThat(Files.isRegularFile(GOLDEN.resolve("index.json"))).isTrue();
    }
}
