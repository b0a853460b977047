package tmnf.tminterface.sim.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** A step of 5 mm throws a car into the air: blocks must end in the profile that others begin with. */
class SeamsTest {

    private static final double LEVEL = Placement.LEVEL;

    @Test
    void levelRoadsEndInTheRoadsProfileAtAFullLevel() {
        int checked = 0;
        Profile road = BlockCatalogue.stadium().profile("road").orElseThrow();
        for (BlockShape shape : BlockCatalogue.stadium().blocks()) {
            for (Part part : shape.parts(3)) {
                if (part.profile() != road || part.tilt() != null || isTable(part)) {
                    continue;
                }
                assertEndsLevel(shape.name(), part, 0);
                assertEndsLevel(shape.name(), part, part.path().facets());
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(40);
    }

    private static boolean isTable(Part part) {
        return part.height() instanceof HeightCurve.Measured;
    }

    private static void assertEndsLevel(String name, Part part, int row) {
        double[] at = new double[3];
        part.point(row, 0, at);
        double base = at[1] - part.profile().strips().get(0).height();
        assertThat(base / LEVEL).as(name).isCloseTo(Math.rint(base / LEVEL), within(0.0005));
        for (int corner = 0; corner < part.profile().size(); corner++) {
            part.point(row, corner, at);
            assertThat(at[1] - part.profile().strips().get(corner).height()).as(name)
                    .isCloseTo(base, within(1e-9));
        }
    }

    @Test
    void curvesEndSquareInTheMiddleOfACell() {
        for (String name : new String[] {"StadiumRoadMainGTCurve2", "StadiumRoadMainGTCurve3",
            "StadiumRoadMainGTCurve4", "StadiumRoadMainGTCurve5", "StadiumRoadDirtGTCurve2"}) {
            BlockShape shape = BlockCatalogue.stadium().find(name).orElseThrow();
            Part part = shape.parts(0).get(0);
            double span = 32 * shape.size().x();
            double[] at = new double[3];
            for (int corner = 0; corner < part.profile().size(); corner++) {
                double offset = part.profile().strips().get(corner).offset();
                part.point(0, corner, at);
                assertThat(at[0]).as(name).isCloseTo(0, within(1e-9));
                assertThat(at[2]).as(name).isCloseTo(16 - offset, within(1e-9));
                part.point(part.path().facets(), corner, at);
                assertThat(at[0]).as(name).isCloseTo(span - 16 + offset, within(1e-9));
                assertThat(at[2]).as(name).isCloseTo(span, within(1e-9));
            }
        }
    }

    @Test
    void diagonalsBeginAndEndStraightInTheMiddleOfACell() {
        for (BlockShape shape : BlockCatalogue.stadium().blocks()) {
            for (Part part : shape.parts(0)) {
                if (!(part.path() instanceof SweepPath.DoubleCurve curve)) {
                    continue;
                }
                double first = curve.mirror() ? curve.shift() + 16 : 16;
                double last = curve.mirror() ? 16 : curve.shift() + 16;
                double[] at = new double[3];
                for (double offset : new double[] {-10, 0, 10}) {
                    curve.point(0, offset, 0, at);
                    assertThat(at).as(shape.name()).containsExactly(new double[] {first + offset, 0, 0},
                            within(1e-9));
                    curve.point(curve.facets(), offset, 0, at);
                    assertThat(at).as(shape.name())
                            .containsExactly(new double[] {last + offset, 0, curve.length()}, within(1e-9));
                }
            }
        }
    }

    @Test
    void theLoopsQuartersMeetTheFloorAndTheWall() {
        double[] at = new double[3];
        Part start = part("StadiumPlatformLoopStart");
        start.point(0, 0, at);
        assertThat(at).containsExactly(new double[] {0, 32, 1.35}, within(1e-9));
        start.point(32, 5, at);
        assertThat(at).containsExactly(new double[] {32, 1.35, 32}, within(1e-9));
        Part end = part("StadiumPlatformLoopEnd");
        end.point(32, 0, at);
        assertThat(at).containsExactly(new double[] {0, 0, 1.35}, within(1e-9));
        end.point(0, 0, at);
        assertThat(at).containsExactly(new double[] {0, 30.65, 32}, within(1e-9));
    }

    private static Part part(String name) {
        return BlockCatalogue.stadium().find(name).orElseThrow().parts(0).get(0);
    }
}
