package tmnf.tminterface.sim.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;
import tmnf.gbx.model.Vec3;
import tmnf.gbx.synthetic.SyntheticReplays;
import tmnf.tminterface.sim.mesh.SurfaceMesh;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.TrackException.Reason;

class LineTracksTest {

    /** A point for each metre; the height rises from 20 to 24 m within 100 m. */
    private static ReferenceLine straight(int metres) {
        double[] points = new double[3 * (metres + 1)];
        for (int i = 0; i <= metres; i++) {
            points[3 * i] = 100;
            points[3 * i + 1] = 20 + 0.04 * Math.min(i, 100);
            points[3 * i + 2] = 200 + i;
        }
        return ReferenceLine.of(points);
    }

    private static ReferenceLine circle(double radius, double turns) {
        int count = (int) (2 * Math.PI * radius * turns);
        double[] points = new double[3 * count];
        for (int i = 0; i < count; i++) {
            points[3 * i] = radius * Math.cos(i / radius);
            points[3 * i + 1] = 10;
            points[3 * i + 2] = radius * Math.sin(i / radius);
        }
        return ReferenceLine.of(points);
    }

    private static double height(Track track, double x, double z) {
        return Surfaces.heightBelow(track.surfaces(), x, z, 500);
    }

    @Test
    void theRoadsProfileFollowsTheLine() throws TrackException {
        Track track = LineTracks.of(straight(200), "own");

        assertThat(height(track, 100, 250)).isCloseTo(22, within(0.01));
        assertThat(height(track, 100, 350)).isCloseTo(24, within(0.01));
        assertThat(height(track, 112, 350)).isCloseTo(24, within(0.01));
        assertThat(height(track, 113, 350)).isCloseTo(24.65, within(0.01));
        assertThat(height(track, 100, 190)).isCloseTo(20, within(0.01));
        assertThat(height(track, 140, 250)).isCloseTo(19.65, within(0.01));
        assertThat(track.name()).isEqualTo("own");
        assertThat(track.challenge()).isEmpty();
        assertThat(track.spawn().forward()).isEqualTo(new Vec3(0, 0, 1));
        assertThat(track.spawn().position().z()).isCloseTo(200, within(1.0f));
        assertThat(track.gates()).extracting(Gate::kind).containsExactly(Gate.Kind.FINISH);
    }

    @Test
    void acceleratingAlongALineReachesItsEnd() throws TrackException {
        Race race = new Race(LineTracks.of(straight(200), "own"), new StadiumCarEngine());
        while (!race.isFinished() && race.tickTimeMs() < 20_000) {
            race.setKeys(false, false, true, false);
            race.tick();
        }

        // 200 m from standing start; the origin is at the line's end when the nose enters the gate.
        assertThat(race.isFinished()).isTrue();
        assertThat(race.raceTimeMs()).isBetween(5_000, 6_500);
        assertThat(race.car().position(2)).isCloseTo(400, within(2f));
    }

    @ParameterizedTest
    @ValueSource(doubles = {6, 10, 16, 60})
    void narrowCurvesDoNotFoldTheRoad(double radius) throws TrackException {
        SurfaceMesh mesh = LineTracks.of(circle(radius, 0.75), "circle").surfaces();

        for (int i = 0; i < mesh.size(); i++) {
            assertThat(mesh.normal(i, 1)).isGreaterThan(-1e-6);
        }
    }

    @Test
    void noBorderStandsWhereTheRoadMeetsItself() throws TrackException {
        double[] points = new double[3 * 800];
        for (int i = 0; i < 800; i++) {
            double angle = 2 * Math.PI * i / 800;
            points[3 * i] = 120 * Math.sin(2 * angle);
            points[3 * i + 1] = 10;
            points[3 * i + 2] = 150 * Math.sin(angle);
        }
        Track track = LineTracks.of(ReferenceLine.of(points), "eight");
        for (double x = -14; x <= 14; x += 0.7) {
            for (double z = -14; z <= 14; z += 0.7) {
                assertThat(height(track, x, z)).as("%s %s", x, z).isBetween(9.6, 10.04);
            }
        }
    }

    @Test
    void aReplayWithAMapThatCanBeBuiltIsBuilt() throws TrackException {
        SyntheticReplays synthetic = SyntheticReplays.track("track", 5, SyntheticReplays.Options.DEFAULT);
        Replay replay = synthetic.replay(synthetic.drive(1, 0, driver()));

        Track track = LineTracks.of(replay);

        assertThat(track.surfaces().size())
                .isEqualTo(ChallengeTracks.of(synthetic.challenge()).surfaces().size());
        assertThat(track.checkpoints()).isEqualTo(3);
    }

    @Test
    void aReplayOfAnotherEnvironmentBecomesARoadAlongItsDrive() throws TrackException {
        SyntheticReplays synthetic = SyntheticReplays.track("track", 5, SyntheticReplays.Options.DEFAULT);
        Ghost ghost = synthetic.drive(1, 0, driver());
        Challenge island = synthetic.challenge().toBuilder().environment("Island").build();

        Track track = LineTracks.of(new Replay(new byte[0], island, List.of(ghost), null));

        assertThat(track.checkpoints()).isEqualTo(3);
        assertThat(track.gates()).hasSize(4);
        assertThat(track.challenge()).contains(island);
        assertThat(track.spawn().position().distanceTo(ghost.samples().position(0))).isLessThan(1);
        for (int i = 5; i < ghost.samples().sizeUntil(ghost.raceTimeMs()); i++) {
            Vec3 at = ghost.samples().position(i);
            assertThat(height(track, at.x(), at.z()) - at.y()).as("sample %d", i).isBetween(-0.1, 0.1);
        }
        for (Gate gate : track.gates()) {
            assertThat(gate.kind() == Gate.Kind.CHECKPOINT).isEqualTo(gate.respawn() != null);
        }
    }

    private static SyntheticReplays.Driver driver() {
        return new SyntheticReplays.Driver("driver", "Driver", false);
    }

    @Test
    void whatCannotBeFollowedIsRefusedWithAReason() {
        refused(ReferenceLine.of(new double[] {0, 0, 0, 1, 0, 0}), "1.0 m long");
        refused(ReferenceLine.of(new double[] {0, 0, 0, 1e6, 0, 0}), "outside any map");
        refused(ReferenceLine.of(new double[] {0, 0, 0, 40_000, 0, 0}), "more than any map");
        assertThatThrownBy(() -> LineTracks.of(new Replay(new byte[0], null, List.of(), null)))
                .isInstanceOf(TrackException.class).hasMessageContaining("no ghost")
                .extracting(e -> ((TrackException) e).reason()).isEqualTo(Reason.REPLAY);
    }

    @Test
    void theRefusalOfTheMapIsKeptWhenTheDriveIsRefusedToo() {
        Challenge island = TestMaps.with().environment("Island").build();

        assertThatThrownBy(() -> LineTracks.of(new Replay(new byte[0], island, List.of(), null)))
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1)
                        .allMatch(s -> ((TrackException) s).reason() == Reason.ENVIRONMENT));
    }

    private static void refused(ReferenceLine line, String message) {
        assertThatThrownBy(() -> LineTracks.of(line, "own")).isInstanceOf(TrackException.class)
                .hasMessageContaining(message).extracting(e -> ((TrackException) e).reason())
                .isEqualTo(Reason.LINE);
    }
}
