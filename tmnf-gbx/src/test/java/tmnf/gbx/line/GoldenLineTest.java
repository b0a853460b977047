package tmnf.gbx.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
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
    void densifiedLinesGoOnStraightBehindTheirEnd() {
        ReferenceLine line = ReferenceLine.of(new double[] {0, 0, 0, 4, 0, 0, 4, 2, 8});

        assertThat(line.densified(2)).isEqualTo(ReferenceLine.of(
                new double[] {0, 0, 0, 2, 0, 0, 4, 0, 0, 4, 1, 4, 4, 2, 8, 4, 3, 12}));
        assertThat(line.densified(1)).isEqualTo(line);
        assertThatThrownBy(() -> line.densified(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
