package tmnf.gbx.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import tmnf.gbx.line.DrivenPath.Node;

class ZoneResamplerTest {

    private static final Node FROM = new Node(0, new double[] {0, 0, 0}, new double[] {10, 3, 0}, false);
    private static final Node TO = new Node(1_000, new double[] {10, 0, 0}, new double[] {10, -3, 0}, false);

    private static double length(int pieces) {
        SegmentCurve curve = SegmentCurve.between(FROM, TO);
        double length = 0;
        for (int i = 1; i <= pieces; i++) {
            length += Vectors.length(Vectors.minus(
                    curve.position((double) i / pieces), curve.position((i - 1.0) / pieces)));
        }
        return length;
    }

    @Test
    void aCurveIsMeasuredAsSixteenStraightPieces() {
        double measured = ZoneResampler.along(List.of(FROM, TO), true).lengthMetres();

        assertThat(measured).isCloseTo(length(16), within(1e-12));
        assertThat(length(16)).isGreaterThan(length(15) + 1e-5).isLessThan(length(17) - 1e-5);
        assertThat(ZoneResampler.along(List.of(FROM, TO), false).lengthMetres()).isEqualTo(10);
    }
}
