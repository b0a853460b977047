package tmnf.gbx.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.Samples;
import tmnf.gbx.line.LineOptions.Style;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;

/** Reference lines of real replays against lengths and counts found by other programs. */
class SampleLinesTest {

    @BeforeEach
    void needsSamples() {
        assumeTrue(Samples.folder().isPresent(), "SKIPPED: no sample files (set TMNF_SAMPLES)");
    }

    @Test
    void thePolylinesAreAsLongAsOthersMeasured() throws Exception {
        Path samples = Samples.folder().orElseThrow();
        JsonNode expected = new ObjectMapper().readTree(samples.resolve("expected.json").toFile());
        int compared = 0;
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            JsonNode length = entry.getValue().path("own").path("path_length_m");
            if (length.isNumber()) {
                assertThat(polylineLength(ghost(samples.resolve(entry.getKey()))))
                        .as(entry.getKey())
                        .isCloseTo(length.asDouble(), within(0.001));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '|', value = {
        "|B13-Obstacle_.Rollin(00'24''94).Replay.Gbx|, 4832",
        "|StadiumA2_[bigbang1112BIGBANG1112(00'15''67).Replay.Gbx|, 1425",
        "User_Literally random trash trackmania mechanics.Replay.gbx, 3537"
    })
    void upstreamStyleGivesTheRecordedNumberOfZones(String name, int zones) throws Exception {
        LineOptions upstream = LineOptions.DEFAULT.withStyle(Style.UPSTREAM);

        assertThat(ReferenceLines.of(replay(name), upstream).size()).isEqualTo(zones);
    }

    @ParameterizedTest
    @CsvSource({
        "StarBayC3 01.Replay.Gbx, JUMP",
        "User_Literally random trash trackmania mechanics.Replay.gbx, RESPAWNS",
        "Lavender Town.Replay.Gbx, RESPAWNS"
    })
    void linesThatWouldJumpCanBeMended(String name, LineException.Reason reason) throws Exception {
        Ghost ghost = replay(name);

        assertThatThrownBy(() -> ReferenceLines.of(ghost, LineOptions.DEFAULT))
                .isInstanceOfSatisfying(LineException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        // Curves and the way to the finish add a little.
        assertThat(ReferenceLines.of(ghost, LineOptions.DEFAULT.withMend(true)).lengthMetres())
                .isLessThan(polylineLength(ghost) + 5);
    }

    @ParameterizedTest
    @CsvSource({"example_replay (1).Replay.Gbx", "user_B13-Obstacle.Replay.gbx", "NICO1_SnowB5.Replay.gbx"})
    void curvesMissALeftOutSampleByLessThanHalfOfWhatChordsMiss(String name) throws Exception {
        Ghost ghost = replay(name);
        double curves = 0;
        double chords = 0;
        List<DrivenPath.Node> nodes = DrivenPath.samplesInRace(ghost);
        for (int i = 1; i + 1 < nodes.size(); i++) {
            DrivenPath.Node from = nodes.get(i - 1);
            DrivenPath.Node to = nodes.get(i + 1);
            double time = nodes.get(i).timeMs();
            double[] truth = nodes.get(i).position();
            curves += Vectors.distance(SegmentCurve.between(from, to).node(time).position(), truth);
            chords += Vectors.distance(SegmentCurve.straight(from, to).node(time).position(), truth);
        }

        assertThat(curves).isLessThan(chords / 2);
    }

    private static Ghost replay(String name) throws IOException {
        return ghost(Samples.folder().orElseThrow().resolve("replays").resolve(name));
    }

    private static Ghost ghost(Path file) throws IOException {
        return GbxFiles.readReplay(file).content().bestGhost().orElseThrow();
    }

    private static double polylineLength(Ghost ghost) {
        GhostSamples samples = ghost.samples();
        double length = 0;
        for (int i = 1; i < samples.sizeUntil(ghost.raceTimeMs()); i++) {
            length += samples.position(i - 1).distanceTo(samples.position(i));
        }
        return length;
    }
}
