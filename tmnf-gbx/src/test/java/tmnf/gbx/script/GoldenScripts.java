package tmnf.gbx.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tmnf.gbx.model.ControlEntry;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.InputTape;
import tmnf.gbx.model.RaceProgram;
import tmnf.gbx.model.Replay;

/** The recorded cases of the Python converter. */
final class GoldenScripts {

    /** One case; {@code expected} is null where the converter refuses. */
    record Case(String name, Replay replay, ScriptOptions options, String expected, JsonNode index) {
        @Override
        public String toString() {
            return name;
        }
    }

    private GoldenScripts() {}

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (JsonNode node : json("index.json")) {
            JsonNode options = node.get("options");
            String expected = node.get("script").isNull() ? null : text(node.get("script").asText());
            cases.add(new Case(
                    node.get("name").asText(),
                    replay(json(node.get("input").asText())),
                    new ScriptOptions(
                            ScriptStyle.UPSTREAM,
                            options.get("input_time_offset_ms").asInt(),
                            options.get("respawn_action").asText(),
                            options.get("respawn_after_cp_ms").asInt()),
                    expected,
                    node));
        }
        return cases.stream();
    }

    private static Replay replay(JsonNode input) {
        List<Ghost> ghosts = new ArrayList<>();
        for (JsonNode ghost : input.get("ghosts")) {
            List<ControlEntry> entries = new ArrayList<>();
            for (JsonNode entry : ghost.get("control_entries")) {
                int value = entry.get("flags").asInt() << 16 | entry.get("enabled").asInt();
                String name = entry.get("event_name").asText();
                entries.add(new ControlEntry(name, entry.get("time").asInt(), value));
            }
            List<Integer> times = new ArrayList<>();
            ghost.get("cp_times").forEach(time -> times.add(time.asInt()));
            ghosts.add(Ghost.builder()
                    .raceTimeMs(ghost.get("race_time").asInt())
                    .checkpointTimesMs(times.stream().mapToInt(Integer::intValue).toArray())
                    .uid(ghost.get("uid").asText())
                    .program(new RaceProgram(ghost.get("game_version").asText(), 0, 0, 0, "", 0))
                    .inputs(InputTape.of(entries))
                    .build());
        }
        return new Replay(new byte[0], null, ghosts, null);
    }

    private static JsonNode json(String name) {
        try {
            return new ObjectMapper().readTree(text(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name) {
        try (InputStream in = GoldenScripts.class.getResourceAsStream("golden/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
