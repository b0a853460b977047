package tmnf.tminterface.sim.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.Direction;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.mesh.SurfaceMesh;
import tmnf.tminterface.sim.track.TrackException.Reason;

class ChallengeTracksTest {

    private static final double SKY = 200;
    private static final Offset<Double> EXACT = within(1e-6);

    private static Track track(Block... more) throws TrackException {
        return ChallengeTracks.of(TestMaps.with(more).build());
    }

    private static double height(Track track, double x, double z) {
        return Surfaces.heightBelow(track.surfaces(), x, z, SKY);
    }

    private static int count(SurfaceMesh mesh, int material) {
        int count = 0;
        for (int i = 0; i < mesh.size(); i++) {
            count += mesh.material(i) == material ? 1 : 0;
        }
        return count;
    }

    @Test
    void roadsLieOnGrassWithAPadAtTheStart() throws TrackException {
        Track track = track();

        assertThat(height(track, 80, 64 + 12)).isCloseTo(10.0, EXACT);
        assertThat(height(track, 80, 64 + 22)).isCloseTo(9.675, EXACT);
        assertThat(height(track, 80, 64 + 30)).isCloseTo(9.35, EXACT);
        assertThat(height(track, 80, 128 + 5)).isCloseTo(9.35, EXACT);
        assertThat(height(track, 80 + 13, 64 + 5)).isCloseTo(10.0, EXACT);
        assertThat(height(track, 40, 40)).isCloseTo(9.0, EXACT);
        assertThat(height(track, 80, 64 + 40)).isCloseTo(9.0, EXACT);
        assertThat(track.name()).isEqualTo("map");
        assertThat(track.laps()).isEqualTo(1);
        assertThat(track.checkpoints()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"NORTH, 80, 75.2, 0, 1", "EAST, 84.8, 80, -1, 0", "SOUTH, 80, 84.8, 0, -1",
        "WEST, 75.2, 80, 1, 0"})
    void aRaceStartsWhereRealOnesDo(Direction direction, float x, float z, float forwardX, float forwardZ)
            throws TrackException {
        Block finish = TestMaps.block("StadiumRoadMainFinishLine", direction, 5, 1, 5, TestMaps.GROUND);
        Track track = ChallengeTracks.of(TestMaps.with().blocks(
                List.of(TestMaps.start(direction, 2, 2), finish)).build());

        assertThat(track.spawn().position()).isEqualTo(new Vec3(x, 10.21f, z));
        assertThat(track.spawn().forward()).isEqualTo(new Vec3(forwardX, 0, forwardZ));
        assertThat(track.gates()).hasSize(1);
        Gate gate = track.gates().get(0);
        assertThat(gate.kind()).isEqualTo(Gate.Kind.FINISH);
        assertThat(gate.through()).isEqualTo(new Vec3(forwardX, 0, forwardZ));
        assertThat(gate.halfDepth()).isCloseTo(0.35f, within(1e-5f));
        assertThat(gate.halfWidth()).isEqualTo(16);
        // The middle of the slab, 12.05 m into the block.
        assertThat(gate.centre().x()).isCloseTo(176 + forwardX * (12.05f - 16), within(1e-4f));
        assertThat(gate.centre().z()).isCloseTo(176 + forwardZ * (12.05f - 16), within(1e-4f));
        assertThat(gate.centre().y()).isEqualTo(15);
        assertThat(gate.respawn()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // connections, height where a straight has its border, height in the middle of a corner
        "3, 10.0, 9.35", "1, 10.0, 9.35", "2, 9.0, 9.35", "4, 9.35, 9.35", "0, 9.35, 9.35"})
    void connectionsChooseTheRoad(int connections, double beside, double middle) throws TrackException {
        Track track = track(TestMaps.block("StadiumRoadMain", Direction.NORTH, 5, 1, 5,
                TestMaps.GROUND | 0x40 | connections));

        // For a corner about (0, 32) this point is outside the outer border.
        assertThat(height(track, 160 + 29, 160 + 3)).isCloseTo(beside, EXACT);
        assertThat(height(track, 160 + 11.3, 160 + 20.7)).isCloseTo(middle, EXACT);
    }

    @Test
    void aTurboCoversTheFullLengthBetweenTheRidges() throws TrackException {
        Track with = track(TestMaps.block("StadiumRoadMainTurbo", Direction.EAST, 5, 1, 5, TestMaps.GROUND));

        SurfaceMesh mesh = with.surfaces();
        assertThat(count(mesh, 7)).isEqualTo(2);
        for (int i = 0; i < mesh.size(); i++) {
            if (mesh.material(i) == 7) {
                // It pushes along the block's +z, which is the world's -x here.
                assertThat(mesh.heading(i, 0)).isEqualTo(-1);
                assertThat(mesh.heading(i, 2)).isCloseTo(0, within(1e-6f));
            }
        }
        assertThat(count(track().surfaces(), 7)).isZero();
    }

    @Test
    void dirtRoadsAreCutOutOfTheGround() throws TrackException {
        Track track = track(TestMaps.block("StadiumRoadDirt", Direction.NORTH, 5, 1, 5, TestMaps.GROUND | 3));

        assertThat(height(track, 176, 170)).isCloseTo(8 - 0.605, EXACT);
        assertThat(height(track, 176 + 9.5, 170)).isCloseTo(8.0, EXACT);
        assertThat(height(track, 176 + 14, 170)).isCloseTo(9.0, EXACT);
        assertThat(height(track, 176, 159)).isCloseTo(9.0, EXACT);
    }

    @ParameterizedTest
    @CsvSource({"NORTH", "EAST", "SOUTH", "WEST"})
    void theGroundHasNoHoleBesideADirtCurve(Direction direction) throws TrackException {
        Block curve = TestMaps.block("StadiumRoadDirtGTCurve2", direction, 5, 1, 5, TestMaps.GROUND);
        Track track = track(curve);
        Placement place = Placement.of(curve, new BlockCoord(2, 2, 2));
        for (double u = 0.37; u < 64; u += 3) {
            for (double w = 0.41; w < 64; w += 3) {
                double[] at = {u, 0, w};
                place.toWorld(at);
                double radius = Math.hypot(u, 64 - w);
                double height = height(track, at[0], at[2]);

                assertThat(height).as("%s %s", u, w).isBetween(7.3, 10.1);
                // Polygons lie a little inside of circles; leave their rims out.
                if (radius < 31.8 || radius > 64.1) {
                    assertThat(height).as("%s %s", u, w).isCloseTo(9.0, EXACT);
                } else if (Math.abs(radius - 48) < 3) {
                    assertThat(height).as("%s %s", u, w).isLessThan(8.0);
                }
            }
        }
    }

    @Test
    void raisedDirtIsHigherGroundWithFaces() throws TrackException {
        Track track = track(TestMaps.block("StadiumDirt", Direction.NORTH, 5, 2, 5, TestMaps.GROUND),
                TestMaps.block("StadiumDirt", Direction.NORTH, 6, 0, 6, TestMaps.GROUND));

        assertThat(height(track, 176, 176)).isCloseTo(25.0, EXACT);
        assertThat(height(track, 208, 208)).isCloseTo(9.0, EXACT);
        assertThat(Surfaces.distance(track.surfaces(), 160, 15, 170)).isLessThan(1e-9);
        assertThat(faceNormal(track, 192, 176)).containsExactly(1, 0, 0);
        assertThat(faceNormal(track, 160, 176)).containsExactly(-1, 0, 0);
        assertThat(faceNormal(track, 176, 192)).containsExactly(0, 0, 1);
        assertThat(faceNormal(track, 176, 160)).containsExactly(0, 0, -1);
    }

    /** The normal of the upright dirt face through a point of the plan. */
    private static double[] faceNormal(Track track, double x, double z) {
        SurfaceMesh mesh = track.surfaces();
        for (int i = 0; i < mesh.size(); i++) {
            double away = 0;
            for (int corner = 0; corner < 3; corner++) {
                away = Math.max(away, Math.abs(mesh.normal(i, 0) * (x - mesh.corner(i, corner, 0))
                        + mesh.normal(i, 2) * (z - mesh.corner(i, corner, 2))));
                away = Math.max(away, Math.hypot(x - mesh.corner(i, corner, 0),
                        z - mesh.corner(i, corner, 2)) - 17);
            }
            if (mesh.material(i) == 6 && mesh.normal(i, 1) == 0 && away < 1e-9) {
                return new double[] {mesh.normal(i, 0) + 0.0, 0, mesh.normal(i, 2) + 0.0};
            }
        }
        throw new AssertionError("no face at " + x + " " + z);
    }

    @Test
    void wallsStopACarAtTheMapsLimits() throws TrackException {
        Track track = track();

        for (double[] at : new double[][] {{0, 20, 100}, {256, 20, 100}, {100, 20, 0}, {100, 20, 256}}) {
            assertThat(Surfaces.distance(track.surfaces(), at[0], at[1], at[2])).isLessThan(1e-9);
        }
        SurfaceMesh mesh = track.surfaces();
        for (int i = 0; i < mesh.size(); i++) {
            if (mesh.material(i) == 0) {
                double inward = mesh.normal(i, 0) * (128 - mesh.corner(i, 0, 0))
                        + mesh.normal(i, 2) * (128 - mesh.corner(i, 0, 2));
                assertThat(inward).isPositive();
            }
        }
    }

    @Test
    void openSidesOfPlatformsHaveFacesAndJoinedOnesNone() throws TrackException {
        Track track = track(TestMaps.block("StadiumCircuitBase", Direction.NORTH, 5, 1, 5, TestMaps.GROUND),
                TestMaps.block("StadiumCircuitBase", Direction.NORTH, 6, 1, 5, TestMaps.GROUND));

        assertThat(Surfaces.distance(track.surfaces(), 160, 12, 176)).isLessThan(1e-9);
        assertThat(Surfaces.distance(track.surfaces(), 224, 12, 176)).isLessThan(1e-9);
        assertThat(Surfaces.distance(track.surfaces(), 192, 12, 176)).isGreaterThan(2);
    }

    @Test
    void hiddenBlocksAndBlocksOutsideAreLeftOut() throws TrackException {
        Block road = TestMaps.block("StadiumRoadMain", Direction.NORTH, 5, 1, 5, 0xFFFFFFFF);
        Block outside = TestMaps.block("StadiumRoadMain", Direction.NORTH, 5, 1, 8, 3);
        Block clip = TestMaps.block("StadiumGrassClip", Direction.NORTH, 6, 1, 5, 0x2fc0);

        assertThat(track(road, outside, clip).surfaces().size()).isEqualTo(track().surfaces().size());
        assertThat(TrackCoverage.of(TestMaps.with(road, outside, clip).build()).drivable()).isEqualTo(2);
    }

    @Test
    void aCheckpointStandsInTheMiddleOfItsBlockAndRespawnsAhead() throws TrackException {
        Block checkpoint =
                TestMaps.block("StadiumRoadMainCheckpoint", Direction.SOUTH, 2, 3, 3, TestMaps.GROUND);
        Track track = track(checkpoint);

        Gate gate = track.gates().stream().filter(g -> g.kind() == Gate.Kind.CHECKPOINT).findFirst()
                .orElseThrow();
        assertThat(gate.centre()).isEqualTo(new Vec3(80, 24 + 7, 112));
        assertThat(gate.halfDepth()).isEqualTo(0.25f);
        assertThat(gate.halfHeight()).isEqualTo(9);
        assertThat(gate.respawn().position()).isEqualTo(new Vec3(80, 24 + 1.57f, 96 + 32 - 11.2f));
        assertThat(gate.respawn().forward()).isEqualTo(new Vec3(0, 0, -1));
        assertThat(track.checkpoints()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"StadiumRoadMainCheckpointUp, 4.37, 11.2", "StadiumRoadMainCheckpointDown, 6.77, 11.2",
        "StadiumRoadMainCheckpointRight, 5.57, 11.2", "StadiumRoadDirtCheckpoint, 0.195, 16",
        "StadiumPlatformCheckpoint, 8.0, 16", "StadiumPlatformCheckpointUp, 16.0, 16",
        "StadiumPlatformCheckpointLeft, 18.0, 16", "StadiumRoadDirtHighCheckpoint, 8.2, 16",
        "StadiumGrassCheckpoint, 1.1, 16"})
    void respawnsHangAboveTheSurface(String name, float y, float z) throws TrackException {
        Track track = track(TestMaps.block(name, Direction.NORTH, 5, 1, 5, TestMaps.GROUND));

        Gate gate = track.gates().stream().filter(g -> g.kind() == Gate.Kind.CHECKPOINT).findFirst()
                .orElseThrow();
        assertThat(gate.respawn().position().x()).isEqualTo(176);
        assertThat(gate.respawn().position().y()).isCloseTo(8 + y, within(1e-3f));
        assertThat(gate.respawn().position().z()).isCloseTo(160 + z, within(1e-3f));
    }

    @Test
    void aCheckpointThatNobodyKnowsGetsAGateInTheMiddleOfItsCell() throws TrackException {
        Challenge challenge = TestMaps.with().checkpoints(List.of(new BlockCoord(5, 2, 5))).build();

        Track track = ChallengeTracks.of(challenge);

        assertThat(track.checkpoints()).isEqualTo(1);
        Gate gate = track.gates().get(1);
        assertThat(gate.centre().x()).isEqualTo(176);
        assertThat(gate.centre().z()).isEqualTo(176);
        assertThat(gate.respawn()).isNotNull();
    }

    @Test
    void aLyingRingIsPassedThroughItsPlane() throws TrackException {
        Track track = track(TestMaps.block("StadiumCheckpointRing2x1H", Direction.NORTH, 5, 4, 5, 0));

        Gate gate = track.gates().get(1);
        assertThat(gate.kind()).isEqualTo(Gate.Kind.CHECKPOINT);
        assertThat(gate.centre()).isEqualTo(new Vec3(192, 36, 176));
        assertThat(gate.halfWidth()).isEqualTo(32);
        assertThat(gate.halfHeight()).isEqualTo(0.25f);
        assertThat(gate.halfDepth()).isEqualTo(16);
    }

    @Test
    void lapsStartAndFinishAtOneLine() throws TrackException {
        Block line = TestMaps.block("StadiumRoadMainStartFinishLine", Direction.NORTH, 2, 1, 2, 0x1000);
        Track track = ChallengeTracks.of(TestMaps.with().blocks(List.of(line)).laps(true, 5).build());

        assertThat(track.laps()).isEqualTo(5);
        assertThat(track.gates()).hasSize(1);
        assertThat(track.gates().get(0).kind()).isEqualTo(Gate.Kind.START_FINISH);
        assertThat(track.spawn().position()).isEqualTo(new Vec3(80, 10.21f, 75.2f));
        assertThat(track.gates().get(0).respawn()).isEqualTo(track.spawn());
    }

    @Test
    void aPlatformOfLapsIsAStartToo() throws TrackException {
        Block line = TestMaps.block("StadiumPlatformMultilap", Direction.NORTH, 2, 1, 2, 0x1000);
        Track track = ChallengeTracks.of(TestMaps.with().blocks(List.of(line)).laps(true, 2).build());

        assertThat(track.laps()).isEqualTo(2);
        assertThat(track.spawn().position()).isEqualTo(new Vec3(80, 16.21f, 75.2f));
        assertThat(track.gates()).extracting(Gate::kind).containsExactly(Gate.Kind.START_FINISH);
    }

    @Test
    void blocksWithoutASurfaceLeaveTheGroundAndAreListed() throws TrackException {
        Challenge challenge = TestMaps.with(
                TestMaps.block("StadiumRoadTiltCorner", Direction.NORTH, 5, 1, 5, 0),
                TestMaps.block("StadiumNovelty", Direction.NORTH, 6, 1, 5, 0),
                TestMaps.block("StadiumRoadTiltCorner", Direction.NORTH, 6, 1, 6, 0),
                TestMaps.block("StadiumRampLow", Direction.NORTH, 4, 1, 6, 0),
                TestMaps.block("StadiumRamp", Direction.NORTH, 3, 1, 6, 0),
                TestMaps.block("StadiumHole", Direction.NORTH, 2, 1, 6, 3),
                TestMaps.block("StadiumAirship", Direction.NORTH, 1, 9, 1, 0),
                TestMaps.block("StadiumWater", Direction.NORTH, 1, 0, 1, 0)).build();

        TrackCoverage coverage = TrackCoverage.of(challenge);

        assertThat(height(ChallengeTracks.of(challenge), 176, 176)).isCloseTo(9.0, EXACT);
        assertThat(coverage.checked()).isEqualTo(4);
        assertThat(coverage.guessed()).isEqualTo(1);
        assertThat(List.copyOf(coverage.missing().entrySet())).hasToString(
                "[StadiumRoadTiltCorner=2, StadiumNovelty=1]");
        assertThat(coverage.drivable()).isEqualTo(8);
        assertThat(coverage.share()).isEqualTo(5 / 8.0);
        assertThat(coverage.complete()).isFalse();
        assertThat(coverage).hasToString("8 blocks to drive on: 50 % checked on ghosts, 13 % guessed, "
                + "38 % unknown (plain ground instead: 2 x StadiumRoadTiltCorner, 1 x StadiumNovelty)");
    }

    @Test
    void whatCannotBeBuiltIsRefusedWithAReason() {
        refused(TestMaps.with().environment("Island"), Reason.ENVIRONMENT, "Island");
        refused(TestMaps.with().size(new BlockCoord(32, 32, 4000)), Reason.SIZE, "4000");
        refused(TestMaps.with().size(new BlockCoord(0, 32, 32)), Reason.SIZE, "0 x 32");
        refused(TestMaps.with().blocks(List.of()), Reason.NO_START, "no block");
        refused(TestMaps.with().blocks(List.of(TestMaps.start(Direction.NORTH, 2, 2))), Reason.NO_FINISH,
                "is a finish");
    }

    private static void refused(Challenge.Builder challenge, Reason reason, String message) {
        assertThatThrownBy(() -> ChallengeTracks.of(challenge.build()))
                .isInstanceOf(TrackException.class).hasMessageContaining(message).hasMessageContaining("map")
                .extracting(e -> ((TrackException) e).reason()).isEqualTo(reason);
    }
}
