package tmnf.gbx.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.gbx.line.GoldenLines.Case;

class GoldenLineTest {

    static Stream<Case> accepted() {
        return GoldenLines.cases().filter(c -> c.zones() != null);
    }

    static Stream<Case> refused() {
        return GoldenLines.cases().filter(c -> c.zones() == null);
    }

    @Test
    void allCasesAreThere() {
        assertThat(accepted()).hasSize(14);
        assertThat(refused()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void upstreamZonesAreTheSame(Case golden) throws Exception {
        ReferenceLine expected = GoldenLines.line(golden.zones());

        ReferenceLine zones =
                ReferenceLines.upstream(GoldenLines.line(golden.polyline()), golden.spacing()).rounded();

        assertThat(zones.size()).isEqualTo(expected.size());
        for (int i = 0; i < zones.size(); i++) {
            assertThat(zones.x(i)).as("x of %d", i).isCloseTo(expected.x(i), within(1e-4));
            assertThat(zones.y(i)).as("y of %d", i).isCloseTo(expected.y(i), within(1e-4));
            assertThat(zones.z(i)).as("z of %d", i).isCloseTo(expected.z(i), within(1e-4));
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whereTheToolThrowsTheErrorIsTyped(Case golden) {
        assertThatThrownBy(
                        () -> ReferenceLines.upstream(GoldenLines.line(golden.polyline()), golden.spacing()))
                .isInstanceOfSatisfying(LineException.class, e -> assertThat(e.reason())
                        .isEqualTo(LineException.Reason.TOO_SHORT));
    }

    @Test
    void densifiedLinesAreTheSame() throws Exception {
        JsonNode densify = new ObjectMapper()
                .readTree(GoldenLines.bytes("index.json")).get("misc").get("densify");

        double[] dense = ReferenceLine.of(flat(densify.get("input")))
                .densified(densify.get("n").asInt()).toArray();

        assertThat(dense).containsExactly(flat(densify.get("output")), within(1e-9));
    }

    @Test
    void onePieceLeavesALineAsItIsAndNoneIsRefused() {
        ReferenceLine line = ReferenceLine.of(new double[] {1, 2, 3, 4, 5, 6});

        assertThat(line.densified(1)).isEqualTo(line);
        assertThatThrownBy(() -> line.densified(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] flat(JsonNode points) {
        return StreamSupport.stream(points.spliterator(), false)
                .flatMap(point -> StreamSupport.stream(point.spliterator(), false))
                .mapToDouble(JsonNode::asDouble).toArray();
    }
}
