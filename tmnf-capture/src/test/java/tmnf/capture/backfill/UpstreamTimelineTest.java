package tmnf.capture.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
    private static final Path INPUTS =
            Path.of("..", "tmnf-gbx", "src", "test", "resources", "tmnf", "gbx", "script", "golden");

    /** A recorded timeline. */
    record Golden(String input, int stepMs, int offsetMs, List<Integer> actions) {

        static Golden parse(String line) {
            String[] words = line.split(" ");
            List<Integer> actions = new ArrayList<>();
            for (int i = 3; i < words.length; i++) {
                String[] run = words[i].split("\\*");
                actions.addAll(Collections.nCopies(Integer.parseInt(run[1]), Integer.valueOf(run[0])));
            }
            return new Golden(words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2]), actions);
        }

        @Override
        public String toString() {
            return input + " " + stepMs;
        }
    }

    static Stream<Golden> goldens() throws IOException {
        try (InputStream in = UpstreamTimelineTest.class.getResourceAsStream("upstream-timelines.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(Golden::parse);
        }
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
    void samplesWhatThePythonToolSamples(Golden golden) throws IOException {
        Ghost ghost = ghost(JSON.readTree(INPUTS.resolve(golden.input).toFile()));

        ReplayActions actions = UpstreamTimeline.of(ghost, golden.stepMs, golden.offsetMs);

        assertThat(actions.steps().stream().map(ActionIndex::of).toList()).isEqualTo(golden.actions);
    }
}
