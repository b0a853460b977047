package tmnf.tminterface.sim.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SurfaceMeshTest {

    private static boolean finds(SurfaceMesh mesh, int triangle, double x, double y, double z) {
        int cell = mesh.cell(x, y, z);
        return IntStream.range(mesh.first(cell), mesh.end(cell)).anyMatch(i -> mesh.entry(i) == triangle);
    }

    private static long edges(SurfaceMesh mesh) {
        return IntStream.range(0, 3 * mesh.size()).filter(i -> mesh.hasEdge(i / 3, i % 3)).count();
    }

    /** Two squares of 10 m that meet at z = 10, the second one rising by {@code rise}. */
    private static MeshBuilder fold(double rise) {
        return new MeshBuilder().quad(0, 0, 0, 0, 0, 10, 10, 0, 10, 10, 0, 0, 16)
                .quad(0, 0, 10, 0, rise, 20, 10, rise, 20, 10, 0, 10, 16);
    }

    @Test
    void findsEveryTriangleWithinReachInAscendingOrder() {
        SplittableRandom random = new SplittableRandom(1);
        MeshBuilder builder = new MeshBuilder();
        for (int i = 0; i < 300; i++) {
            double x = random.nextDouble(-50, 50);
            double y = random.nextDouble(-20, 20);
            double z = random.nextDouble(-50, 50);
            double size = random.nextDouble(0.1, 30);
            builder.triangle(x, y, z, x + size * random.nextDouble(), y + size * random.nextDouble(), z,
                    x, y + size * random.nextDouble(), z + size * random.nextDouble(), 16);
        }
        SurfaceMesh mesh = builder.build();

        for (int i = 0; i < 2000; i++) {
            double[] point = {
                random.nextDouble(-60, 60), random.nextDouble(-30, 30), random.nextDouble(-60, 60)};
            for (int triangle = 0; triangle < mesh.size(); triangle++) {
                if (TriangleDistance.squared(mesh, triangle, point) <= 9) {
                    assertThat(finds(mesh, triangle, point[0], point[1], point[2])).isTrue();
                }
            }
            int cell = mesh.cell(point[0], point[1], point[2]);
            for (int entry = mesh.first(cell) + 1; entry < mesh.end(cell); entry++) {
                assertThat(mesh.entry(entry)).isGreaterThan(mesh.entry(entry - 1));
            }
        }
    }

    @Test
    void findsNothingFarFromEverySurface() {
        SurfaceMesh mesh = fold(0).build();

        int cell = mesh.cell(1000, 0, 1000);

        assertThat(mesh.end(cell) - mesh.first(cell)).isZero();
    }

    @Test
    void keepsFreeAndConvexEdgesAndSilencesTheOthers() {
        assertThat(edges(new MeshBuilder().triangle(0, 0, 0, 0, 0, 9, 9, 0, 0, 16).build())).isEqualTo(3);
        assertThat(edges(fold(0).build())).as("flat").isEqualTo(6);
        assertThat(edges(fold(3).build())).as("concave").isEqualTo(6);
        assertThat(edges(fold(-3).build())).as("convex").isEqualTo(7);
        SurfaceMesh convex = fold(-3).build();
        assertThat(IntStream.range(0, 12).filter(i -> convex.hasEdge(i / 3, i % 3)
                && convex.corner(i / 3, i % 3, 2) == 10
                && convex.corner(i / 3, (i + 1) % 3, 2) == 10).count())
                .isEqualTo(1);
    }

    @Test
    void silencesEdgesThatAnotherSurfaceCovers() {
        MeshBuilder low = fold(0).quad(-5, -0.02, -5, -5, -0.02, 25, 15, -0.02, 25, 15, -0.02, -5, 2);
        MeshBuilder lower = fold(0).quad(-5, -0.05, -5, -5, -0.05, 25, 15, -0.05, 25, 15, -0.05, -5, 2);

        assertThat(edges(low.build())).isEqualTo(4);
        assertThat(edges(lower.build())).isEqualTo(10);
    }

    @Test
    void silencesJointsWhoseCornersDoNotMeet() {
        MeshBuilder builder = new MeshBuilder().quad(0, 0, 0, 0, 0, 10, 10, 0, 10, 10, 0, 0, 16)
                .quad(0, 0, 10, 0, 0, 20, 5, 0, 20, 5, 0, 10, 16)
                .quad(5, 0, 10, 5, 0, 20, 10, 0, 20, 10, 0, 10, 16);

        assertThat(edges(builder.build())).isEqualTo(7);
    }

    @Test
    void leavesOutTrianglesWithoutAnArea() {
        assertThat(new MeshBuilder().triangle(0, 0, 0, 1, 1, 1, 2, 2, 2, 16).size()).isZero();
    }

    @Test
    void refusesSurfacesThatNoGridHolds() {
        MeshBuilder builder = new MeshBuilder().triangle(0, 0, 0, 0, 0, 1e6, 1e6, 0, 0, 16);

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("too large");
    }

    @Test
    void takesManyTrianglesInLittleTime() {
        MeshBuilder builder = new MeshBuilder();
        int side = 220;
        for (int x = 0; x < side; x++) {
            for (int z = 0; z < side; z++) {
                builder.quad(2 * x, height(x, z), 2 * z, 2 * x, height(x, z + 1), 2 * z + 2,
                        2 * x + 2, height(x + 1, z + 1), 2 * z + 2, 2 * x + 2, height(x + 1, z), 2 * z, 16);
            }
        }

        SurfaceMesh mesh = assertTimeout(Duration.ofSeconds(20), builder::build);

        assertThat(mesh.size()).isEqualTo(2 * side * side);
        assertThat(edges(mesh)).isGreaterThan(1000);
    }

    private static double height(int x, int z) {
        return Math.sin(x * 0.7) + Math.cos(z * 0.9);
    }
}
