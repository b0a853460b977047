package tmnf.gbx.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterReportTest {

    @TempDir
    Path dir;

    private final MapTypeJudgement judgement = new MapTypeJudgement("A\"1", false, Reason.LONG_INTRO, "m.gbx",
            "Stadium", "Race", 20_000, List.of(new UnreadableFile(Path.of("x"), "broken")));

    @Test
    void writesJsonForAJsonName() throws IOException {
        Path file = dir.resolve("r.JSON");

        write(file, judgement);

        JsonNode track = new ObjectMapper().readTree(file.toFile()).get("tracks").get(0);
        assertThat(track.get("track").asText()).isEqualTo("A\"1");
        assertThat(track.get("kept").isBoolean()).isTrue();
        assertThat(track.get("reason").asText()).isEqualTo("long_intro");
        assertThat(track.get("introDurationMs").asInt()).isEqualTo(20_000);
        assertThat(track.get("unreadableFiles").get(0).get("why").asText()).isEqualTo("broken");
    }

    @Test
    void writesValidJsonWithoutTracks() throws IOException {
        Path file = dir.resolve("r.json");

        write(file);

        assertThat(new ObjectMapper().readTree(file.toFile()).get("tracks")).isEmpty();
    }

    @Test
    void quotesCsvCells() throws IOException {
        Path file = dir.resolve("r.csv");

        write(file, judgement);

        assertThat(Files.readAllLines(file).get(1))
                .isEqualTo("\"A\"\"1\",false,long_intro,m.gbx,Stadium,Race,20000,1,x: broken");
    }

    @Test
    void leavesNothingBehindUnlessCommitted() throws IOException {
        try (FilterReport report = FilterReport.open(dir.resolve("r.csv"))) {
            report.add(judgement);
        }

        assertThat(dir).isEmptyDirectory();
    }

    private static void write(Path file, TrackJudgement... judgements) throws IOException {
        try (FilterReport report = FilterReport.open(file)) {
            for (TrackJudgement judgement : judgements) {
                report.add(judgement);
            }
            report.commit();
        }
    }
}
