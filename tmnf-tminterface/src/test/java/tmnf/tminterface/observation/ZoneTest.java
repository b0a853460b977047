package tmnf.tminterface.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.model.Vec3;

class ZoneTest {

    private static final ObservationConfig CONFIG =
            ObservationConfig.DEFAULT.withZoneCentres(2, 20).withExtrapolation(20, 30);

    /** Points along x, half a metre apart. */
    private static ReferenceLine line(int points) {
        double[] xyz = new double[3 * points];
        for (int i = 0; i < points; i++) {
            xyz[3 * i] = 0.5 * i;
        }
        return ReferenceLine.of(xyz);
    }

    @Test
    void coincidingCentresGiveNoDirectionInsteadOfNoNumber() {
        double[] xyz = new double[3 * 60];
        for (int i = 0; i < 60; i++) {
            xyz[3 * i] = 0.5 * Math.min(Math.max(i - 3, 0), 50) + (i > 20 && i < 45 ? 9 - 0.5 * (i - 3) : 0);
        }

        ZoneLine zones = ZoneLine.of(ReferenceLine.of(xyz), CONFIG);

        int without = 0;
        for (int i = 0; i < zones.size() - 2; i++) {
            double length = Math.hypot(
                    Math.hypot(zones.direction(i, 0), zones.direction(i, 1)), zones.direction(i, 2));
            assertThat(length).isIn(0.0, 1.0);
            without += length == 0 ? 1 : 0;
            assertThat(zones.distance(i + 1)).isGreaterThanOrEqualTo(zones.distance(i));
        }
        assertThat(without).isPositive();
        assertThat(zones.centre(0, 0)).as("goes on straight before the standing start").isEqualTo(-10);
    }

    @Test
    void refusesALineThatIsOnePoint() {
        ReferenceLine point = ReferenceLine.of(new double[] {1, 2, 3, 1, 2, 3, 1, 2, 3});

        assertThatThrownBy(() -> ZoneLine.of(point, CONFIG)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("coincide");
    }

    @Test
    void theMarginFallsByWhatTheCarDrivesAndEndsAtTheFinish() {
        ZoneLine zones = ZoneLine.of(line(101), CONFIG);
        ZoneTracker tracker = new ZoneTracker(zones, RealCheckpoints.none());

        assertThat(tracker.zone()).isEqualTo(20);
        tracker.update(0, 0, 0);
        double start = tracker.margin();
        tracker.update(10, 0, 3);
        assertThat(tracker.margin()).isCloseTo(start - 10, within(1e-6));
        tracker.update(50, 0, 0);
        assertThat(tracker.margin()).isBetween(0.0, 2.0);
        assertThat(tracker.zone()).isEqualTo(zones.lastZone());
        tracker.update(54, 0, 0);
        assertThat(tracker.zone()).isEqualTo(zones.lastZone());
        tracker.update(10, 0, 0);
        assertThat(tracker.zone()).as("drives back").isEqualTo(40);
    }

    @Test
    void aCarOffTheRoadOrBelowTheDeckKeepsItsZone() {
        ZoneTracker road = new ZoneTracker(ZoneLine.of(line(101), CONFIG), RealCheckpoints.none());
        assertThat(road.update(10, 0, 46)).isEqualTo(20);
        assertThat(road.update(10, 0, 40)).isEqualTo(40);

        ZoneTracker deck = new ZoneTracker(
                ZoneLine.of(line(101), CONFIG.withDeckHeightMetres(-3)), RealCheckpoints.none());
        assertThat(deck.update(10, -3, 0)).isEqualTo(20);
        assertThat(deck.update(10, -2.9f, 0)).isEqualTo(40);
    }

    @Test
    void halfwayBetweenTwoCentresIsInTheNextZone() {
        ZoneTracker tracker = new ZoneTracker(ZoneLine.of(line(101), CONFIG), RealCheckpoints.none());

        assertThat(tracker.update(0.25f, 0, 0)).isEqualTo(21);
        assertThat(tracker.update(0.25f, 0, 0)).as("and stays there").isEqualTo(21);
    }

    @Test
    void aCarBehindTheBeginningOfTheLineIsInZoneOne() {
        ZoneTracker tracker = new ZoneTracker(ZoneLine.of(line(101), CONFIG), RealCheckpoints.none());

        assertThat(tracker.update(-30, 0, 0)).isEqualTo(1);
        assertThat(tracker.distanceAlong()).isZero();
    }

    @Test
    void positionsThatAreNoNumbersMoveNothing() {
        ZoneTracker tracker = new ZoneTracker(ZoneLine.of(line(101), CONFIG), RealCheckpoints.none());

        assertThat(tracker.update(Float.NaN, 0, 0)).isEqualTo(20);
        assertThat(tracker.update(Float.POSITIVE_INFINITY, 0, 0)).isEqualTo(20);
    }

    @Test
    void startsInAnyZoneACarCanBeIn() {
        ZoneTracker tracker = new ZoneTracker(ZoneLine.of(line(101), CONFIG), RealCheckpoints.none());

        tracker.reset(1);
        assertThat(tracker.distanceAlong()).isBetween(0.0, 0.5);
        tracker.reset(tracker.line().lastZone());
        assertThat(tracker.zone()).isEqualTo(120);
        assertThatThrownBy(() -> tracker.reset(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tracker.reset(121)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("121");
    }

    @Test
    void nobodyPassesACheckpointFromAfar() {
        ZoneLine zones = ZoneLine.of(line(101), CONFIG);
        RealCheckpoints checkpoints = RealCheckpoints.along(zones, List.of(new Vec3(20, 1, 0)));
        assertThat(checkpoints.gates()).extracting(RealCheckpoints.Gate::zone).containsExactly(60);

        ZoneTracker far = new ZoneTracker(zones, checkpoints);
        far.update(20, 14, 0);
        assertThat(far.update(30, 14, 0)).isEqualTo(60);
        ZoneTracker near = new ZoneTracker(zones, checkpoints);
        near.update(20, 12, 0);
        assertThat(near.update(21, 12, 0)).isEqualTo(62);
    }

    @Test
    void everyLapPassesTheCheckpoint() {
        double[] xyz = new double[3 * 900];
        for (int i = 0; i < 900; i++) {
            double angle = 2 * Math.PI * i / 300;
            xyz[3 * i] = 24 * Math.cos(angle);
            xyz[3 * i + 2] = 24 * Math.sin(angle);
        }
        ZoneLine zones = ZoneLine.of(ReferenceLine.of(xyz), CONFIG);

        List<RealCheckpoints.Gate> gates =
                RealCheckpoints.along(zones, List.of(new Vec3(-24, 0, 0), new Vec3(500, 0, 0))).gates();

        assertThat(gates).extracting(RealCheckpoints.Gate::zone).hasSize(3)
                .allSatisfy(zone -> assertThat((zone - 20) % 300).isBetween(148, 152));
    }

    @Test
    void theNextLapsCheckpointMayBeExactlyTwoHundredZonesAway() {
        double[] xyz = new double[3 * 650];
        for (int i = 0; i < 650; i++) {
            double angle = 2 * Math.PI * (i % 200) / 200;
            xyz[3 * i] = 16 * Math.cos(angle);
            xyz[3 * i + 2] = 16 * Math.sin(angle);
        }
        ZoneLine zones = ZoneLine.of(ReferenceLine.of(xyz), CONFIG);

        assertThat(RealCheckpoints.along(zones, List.of(new Vec3(-16, 0, 0))).gates())
                .extracting(RealCheckpoints.Gate::zone).containsExactly(120, 320, 520);
    }

    @Test
    void ofTwoCheckpointsInOneZoneTheLastOneCounts() {
        RealCheckpoints.Gate first = new RealCheckpoints.Gate(7, Vec3.ZERO, 12);
        RealCheckpoints.Gate second = new RealCheckpoints.Gate(7, new Vec3(1, 1, 1), 12);
        RealCheckpoints.Gate earlier = new RealCheckpoints.Gate(3, Vec3.ZERO, 12);

        assertThat(RealCheckpoints.of(List.of(first, second, earlier)).gates())
                .containsExactly(earlier, second);
    }

    @Test
    void aMoveAlongTheTransitionBelongsToItsSide() {
        double[] centre = {0, 0, 0};
        double[] next = {2, 0, 0};

        assertThat(ZoneLine.shareBeforeTransition(
                centre, next, new double[] {0.5, 0, 0}, new double[] {0.5, 0, 9})).isEqualTo(1);
        assertThat(ZoneLine.shareBeforeTransition(
                centre, next, new double[] {1.5, 0, 0}, new double[] {1.5, 0, 9})).isEqualTo(0);
    }

    @Test
    void aBuilderWantsZonesOfItsOwnConfiguration() {
        ObservationLayout layout = ObservationLayout.of(ObservationConfig.DEFAULT);
        ZoneLine zones = ZoneLine.of(line(101), CONFIG);

        assertThatThrownBy(() -> ObservationBuilder.along(layout, zones, RealCheckpoints.none()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("configuration");
    }
}
