package tmnf.gbx.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.model.ControlEntry;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.InputTape;

class NoRespawnGoldenTest {

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"default", "only_with_replays"})
    void upstreamStyleWritesAndLogsWhatWasRecorded(String variant) throws IOException {
        JsonNode golden = golden();
        boolean only = variant.equals("only_with_replays");
        NoRespawnConfig config = new NoRespawnConfig(dir.resolve("replays"), only, 2, FilterStyle.UPSTREAM,
                ParseErrorPolicy.KEEP, 0, RespawnRule.DEFAULT_EVENTS, false);
        Path out = dir.resolve("new/out.txt");
        TrackList list = TrackList.parse("ids.txt",
                golden.get("track_ids_file").asText().getBytes(StandardCharsets.UTF_8), FilterStyle.UPSTREAM);

        FilterOutcome outcome = new NoRespawnFilter(config, replays(golden)).run(
                list, new FilterOutputs(out, null, null), FilterListener.NONE, () -> false);

        assertThat(Files.readString(out)).isEqualTo(golden.get(variant).get("output").asText());
        assertThat(UpstreamLines.noRespawn(outcome, "ids.txt", "out.txt", "replays", false))
                .containsExactlyElementsOf(texts(golden.get(variant).get("log")));
    }

    private FilterFixtures replays(JsonNode golden) {
        FilterFixtures replays = new FilterFixtures(dir.resolve("replays"));
        for (Map.Entry<String, JsonNode> track : golden.get("tracks").properties()) {
            replays.folder(track.getKey());
            for (Map.Entry<String, JsonNode> file : track.getValue().properties()) {
                if (file.getValue().isTextual()) {
                    replays.corrupt(track.getKey(), file.getKey());
                } else {
                    replays.with(track.getKey(), file.getKey(), ghosts(file.getValue()));
                }
            }
        }
        return replays;
    }

    private static Ghost[] ghosts(JsonNode recorded) {
        List<Ghost> ghosts = new ArrayList<>();
        for (JsonNode ghost : recorded) {
            List<ControlEntry> entries = new ArrayList<>();
            for (JsonNode entry : ghost.get("control_entries")) {
                entries.add(new ControlEntry(entry.get("event_name").asText(), entry.get("time").asInt(),
                        entry.get("enabled").asInt()));
            }
            int[] times = new int[ghost.get("cp_times").size()];
            for (int i = 0; i < times.length; i++) {
                times[i] = ghost.get("cp_times").get(i).asInt();
            }
            ghosts.add(Ghost.builder().checkpointTimesMs(times).inputs(InputTape.of(entries)).build());
        }
        return ghosts.toArray(Ghost[]::new);
    }

    private static JsonNode golden() throws IOException {
        try (InputStream in = NoRespawnGoldenTest.class.getResourceAsStream("golden/no-respawn.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
