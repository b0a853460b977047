package tmnf.tminterface.sim.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.mesh.MeshBuilder;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.track.BuiltInTracks;
import tmnf.tminterface.sim.track.Track;

class TileCutterTest {

    @Test
    void everyTriangleIsInOneTileAndFewerInTheDistance() {
        Track track = BuiltInTracks.track("circuit");
        int[] sums = new int[TileCutter.DETAIL.length];
        for (Tile tile : new TileCutter(track.surfaces()).cut()) {
            if (!tile.isWide()) {
                for (int level = 0; level < sums.length; level++) {
                    sums[level] += tile.level(level).size();
                }
            }
        }

        assertThat(sums[0]).isGreaterThan(5000).isLessThanOrEqualTo(track.surfaces().size());
        assertThat(sums[1]).isLessThan(sums[0] * 2 / 3);
        assertThat(sums[2]).isLessThan(sums[1] * 2 / 3).isGreaterThan(100);
    }

    @Test
    void coarseCornersStayWhereCornersWere() {
        RoadSketch road = RoadSketch.course();
        Tile[] tiles = new TileCutter(road.mesh()).cut();
        Set<List<Float>> corners = new HashSet<>();
        for (Tile tile : tiles) {
            corners.addAll(corners(tile.level(0)));
        }

        for (Tile tile : tiles) {
            assertThat(corners).containsAll(corners(tile.level(1))).containsAll(corners(tile.level(2)));
        }
    }

    private static Set<List<Float>> corners(Shape shape) {
        Set<List<Float>> corners = new HashSet<>();
        for (int i = 0; i < shape.corners().length; i += 3) {
            corners.add(List.of(shape.corners()[i], shape.corners()[i + 1], shape.corners()[i + 2]));
        }
        return corners;
    }

    @Test
    void theGroundIsWhereMostGrassLies() {
        MeshBuilder mesh = new MeshBuilder();
        mesh.triangle(0, 3, 0, 0, 3, 60, 60, 3, 60, 2);
        mesh.triangle(0, 5, 0, 0, 5, 20, 20, 5, 20, 2);
        mesh.triangle(0, 7, 0, 0, 7, 70, 70, 7, 70, 16);

        assertThat(new TileCutter(mesh.build()).groundHeight()).isEqualTo(3);
        assertThat(new TileCutter(new MeshBuilder().build()).groundHeight()).isEqualTo(9);
    }

    @Test
    void theWallsAroundTheWorldAreNotSeen() {
        MeshBuilder mesh = new MeshBuilder();
        mesh.triangle(0, 0, 0, 0, 0, 1024, 0, 200, 1024, 0);
        mesh.triangle(0, 9, 0, 0, 9, 1024, 1024, 9, 1024, 2);

        Tile[] tiles = new TileCutter(mesh.build()).cut();

        assertThat(tiles).hasSize(1);
        assertThat(tiles[0].isWide()).isTrue();
        assertThat(tiles[0].level(0).size()).isEqualTo(1);
    }

    @Test
    void nothingAtAllCanBeDrawn() {
        Pose pose = Pose.upright(new Vec3(0, 20, 0), 0);
        TrackScene scene = TrackScene.of(new MeshBuilder().build(), List.of(), pose);
        byte[] bgra = new byte[4 * 16 * 16];

        new FrameRenderer(scene).render(new RaceView().car(pose), Camera.BEHIND_FAR, 16, 16, bgra);

        assertThat(scene.triangles()).isZero();
        assertThat(bgra).isNotEqualTo(new byte[4 * 16 * 16]);
    }
}
