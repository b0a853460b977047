package tmnf.gbx.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.line.LineException.Reason;
import tmnf.gbx.line.LineOptions.Style;
import tmnf.gbx.model.ControlEntry;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.InputTape;
import tmnf.gbx.model.Replay;

class ReferenceLinesTest {

    private static final LineOptions CURVE = LineOptions.DEFAULT;
    private static final LineOptions CHORDS = CURVE.withStyle(Style.CHORDS);
    private static final LineOptions MENDED = CURVE.withMend(true);

    @ParameterizedTest
    @EnumSource
    void gapsAreTheSpacing(Style style) throws Exception {
        Ghost ghost = FakeDrive.ghost(8_030, circle(40, 100)).build();

        ReferenceLine line = ReferenceLines.of(ghost, CURVE.withStyle(style).withSpacingMetres(0.5));

        for (int i = 0; i + 1 < line.size(); i++) {
            assertThat(line.gap(i)).isCloseTo(0.5, within(0.01));
        }
    }

    @Test
    void theFinishLiesInTheMiddleOfTheLastGap() throws Exception {
        Ghost ghost = FakeDrive.ghost(5_070, t -> new double[] {30 * t, 2, 7}).build();

        ReferenceLine line = ReferenceLines.of(ghost, CURVE);

        int last = line.size() - 1;
        assertThat((line.x(last) + line.x(last - 1)) / 2).isCloseTo(30 * 5.07, within(1e-3));
    }

    @Test
    void upstreamEndsAtTheLastSampleBeforeTheFinish() throws Exception {
        Ghost ghost = FakeDrive.ghost(5_070, t -> new double[] {30 * t, 2, 7}).build();

        ReferenceLine line = ReferenceLines.of(ghost, CURVE.withStyle(Style.UPSTREAM));

        int last = line.size() - 1;
        assertThat((line.x(last) + line.x(last - 1)) / 2).isCloseTo(30 * 5.0, within(1e-3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {25, 60, 110})
    void curvesAreCloserToTheTruthThanChords(double speed) throws Exception {
        double radius = speed * 1.5;
        Ghost ghost = FakeDrive.ghost(8_050, circle(speed, radius)).build();

        double curve = worstDistanceToCircle(ReferenceLines.of(ghost, CURVE), radius);
        double chords = worstDistanceToCircle(ReferenceLines.of(ghost, CHORDS), radius);

        assertThat(curve).isLessThan(chords / 3);
    }

    @Test
    void aStandingStartMakesNoLoop() throws Exception {
        DoubleFunction<double[]> start = t -> new double[] {t < 1 ? 0 : 8 * (t - 1) * (t - 1), 5, 5};
        Ghost ghost = FakeDrive.ghost(6_000, start).build();

        ReferenceLine line = ReferenceLines.of(ghost, CURVE);

        for (int i = 0; i + 1 < line.size(); i++) {
            assertThat(line.x(i + 1)).isGreaterThan(line.x(i));
        }
    }

    @Test
    void aCrashMakesNoOvershoot() throws Exception {
        DoubleFunction<double[]> crash =
                t -> t < 3.03 ? new double[] {60 * t, 0, 0} : new double[] {181.8, 0, 4 * (t - 3.03)};
        Ghost ghost = FakeDrive.ghost(6_000, crash).build();

        ReferenceLine line = ReferenceLines.of(ghost, CURVE);

        for (int i = 0; i < line.size(); i++) {
            assertThat(line.x(i)).isLessThanOrEqualTo(181.8 + 1e-3);
            assertThat(line.z(i)).isGreaterThanOrEqualTo(-1e-3);
        }
    }

    @Test
    void aRespawnIsRefused() {
        assertThatThrownBy(() -> ReferenceLines.of(respawning(), CURVE))
                .hasMessageContaining("respawned (1x)")
                .satisfies(e -> assertThat(((LineException) e).reason()).isEqualTo(Reason.RESPAWNS));
    }

    @Test
    void respawnsOutsideTheRaceAreNone() throws Exception {
        Ghost ghost = FakeDrive.ghost(4_000, t -> new double[] {20 * t, 0, 0})
                .inputs(InputTape.of(List.of(
                        new ControlEntry("Respawn", -500, 1),
                        new ControlEntry("Respawn", 10, 0),
                        new ControlEntry("Respawn", 4_000, 1))))
                .build();

        assertThat(ReferenceLines.of(ghost, CURVE).size()).isGreaterThan(100);
    }

    @Test
    void aMendedDetourIsCutBackToItsCheckpoint() throws Exception {
        ReferenceLine line = ReferenceLines.of(respawning(), MENDED);

        // Straight to the checkpoint at 40 m and on from there; the way to 80 m and off the road is gone.
        assertThat(line.lengthMetres()).isCloseTo(100, within(1.0));
        for (int i = 0; i < line.size(); i++) {
            assertThat(line.z(i)).isCloseTo(0, within(1e-3));
        }
    }

    @Test
    void aJumpIsRefusedOrJoinedStraight() throws Exception {
        DoubleFunction<double[]> moved = t -> new double[] {t < 1.95 ? 10 * t : 10 * t + 30, 0, 0};
        Ghost ghost = FakeDrive.ghost(4_000, moved).build();

        assertThatThrownBy(() -> ReferenceLines.of(ghost, CURVE))
                .satisfies(e -> assertThat(((LineException) e).reason()).isEqualTo(Reason.JUMP))
                .hasMessageContaining("at 2.00 s");
        assertThat(ReferenceLines.of(ghost, MENDED).lengthMetres()).isCloseTo(70, within(1.0));
    }

    @Test
    void whatGivesNoLineIsRefusedWithAReason() {
        Ghost still = FakeDrive.ghost(2_000, t -> new double[] {1, 2, 3}).build();
        assertRefused(still, Reason.TOO_SHORT);
        assertRefused(FakeDrive.ghost(300, t -> new double[] {0.5 * t, 0, 0}).build(), Reason.TOO_SHORT);
        assertRefused(still.toBuilder().raceTimeMs(-1).build(), Reason.NOT_FINISHED);
        assertRefused(still.toBuilder().samples(GhostSamples.EMPTY).build(), Reason.NO_SAMPLES);
        assertRefused(still.toBuilder().raceTimeMs(9_000).build(), Reason.NO_SAMPLES);
        Ghost nowhere = FakeDrive.ghost(900, t -> new double[] {Double.NaN, 0, 0}).build();
        assertRefused(nowhere, Reason.BAD_POSITION);
        assertRefused(FakeDrive.ghost(900, t -> new double[] {1e30 * t, 0, 0}).build(), Reason.BAD_POSITION);
        Replay empty = new Replay(new byte[0], null, List.of(), null);
        assertThatThrownBy(() -> ReferenceLines.of(empty, CURVE))
                .satisfies(e -> assertThat(((LineException) e).reason()).isEqualTo(Reason.NO_GHOST));
    }

    @Test
    void theBestGhostIsTheFinishedOneWithTheShortestTime() throws Exception {
        Ghost unfinished = Ghost.builder().build();
        Ghost slow = FakeDrive.ghost(5_000, t -> new double[] {10 * t, 0, 0}).build();
        Ghost fast = FakeDrive.ghost(4_000, t -> new double[] {0, 0, 10 * t}).build();
        Replay replay = new Replay(new byte[0], null, List.of(unfinished, slow, fast), null);

        assertThat(ReferenceLines.of(replay, CURVE)).isEqualTo(ReferenceLines.of(fast, CURVE));
        assertThat(ReferenceLines.ghost(replay, Style.UPSTREAM)).isSameAs(unfinished);
    }

    @Test
    void refusesASpacingThatIsNone() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e-9}) {
            assertThatIllegalArgumentException().isThrownBy(() -> CURVE.withSpacingMetres(bad));
        }
    }

    private static void assertRefused(Ghost ghost, Reason reason) {
        assertThatThrownBy(() -> ReferenceLines.of(ghost, CURVE))
                .isInstanceOfSatisfying(LineException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    /**
     * 20 m/s along x; off the road from 3 s on, back at the checkpoint (40 m, 2 s) at 4.05 s, finish at 100
     * m.
     */
    private static Ghost respawning() {
        DoubleFunction<double[]> way = t -> {
            if (t < 3) {
                return new double[] {20 * t, 0, 0};
            }
            return t < 4.05
                    ? new double[] {60 + 20 * (t - 3), 0, 20 * (t - 3)}
                    : new double[] {40 + 20 * (t - 4.05), 0, 0};
        };
        return FakeDrive.ghost(7_050, way)
                .checkpointTimesMs(2_000, 7_050)
                .inputs(InputTape.of(List.of(
                        new ControlEntry("Respawn", 4_031, 1), new ControlEntry("Respawn", 4_100, 0))))
                .build();
    }

    private static DoubleFunction<double[]> circle(double speed, double radius) {
        return t -> {
            double angle = speed * t / radius;
            return new double[] {radius * Math.sin(angle), 10, radius * Math.cos(angle)};
        };
    }

    private static double worstDistanceToCircle(ReferenceLine line, double radius) {
        double worst = 0;
        for (int i = 0; i + 1 < line.size(); i++) {
            worst = Math.max(worst, Math.abs(Math.hypot(line.x(i), line.z(i)) - radius));
        }
        return worst;
    }
}
