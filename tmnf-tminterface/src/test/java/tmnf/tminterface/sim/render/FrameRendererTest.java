package tmnf.tminterface.sim.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.mesh.MeshBuilder;
import tmnf.tminterface.sim.mesh.SurfaceMesh;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.track.Gate;

/** Longer than usual: a test for each thing that can be seen. */
class FrameRendererTest {

    private static final RoadSketch ROAD = RoadSketch.course();
    private static final List<Pose> LINE = ROAD.line();
    private static final List<Gate> GATES = List.of(
            RoadSketch.gate(Gate.Kind.CHECKPOINT, LINE.get(10)),
            RoadSketch.gate(Gate.Kind.FINISH, LINE.get(LINE.size() - 3)));
    private static final TrackScene SCENE = TrackScene.of(ROAD.mesh(), GATES, LINE.get(0));
    private static final int WIDTH = 160;
    private static final int HEIGHT = 120;

    private static byte[] render(TrackScene scene, RaceView view, Camera camera, int width, int height) {
        byte[] bgra = new byte[4 * width * height];
        new FrameRenderer(scene).render(view, camera, width, height, bgra);
        return bgra;
    }

    private static byte[] render(RaceView view) {
        return render(SCENE, view, Camera.BEHIND_NEAR, WIDTH, HEIGHT);
    }

    private static byte[] render(List<Gate> gates, Pose spawn, RaceView view) {
        return render(TrackScene.of(ROAD.mesh(), gates, spawn), view, Camera.BEHIND_NEAR, WIDTH, HEIGHT);
    }

    private static RaceView at(int station) {
        return new RaceView().car(LINE.get(station));
    }

    private static int red(byte[] bgra, int x, int y) {
        return bgra[4 * (y * WIDTH + x) + 2] & 0xFF;
    }

    private static int green(byte[] bgra, int x, int y) {
        return bgra[4 * (y * WIDTH + x) + 1] & 0xFF;
    }

    private static int blue(byte[] bgra, int x, int y) {
        return bgra[4 * (y * WIDTH + x)] & 0xFF;
    }

    /** Flat surfaces of one kind, each given by two corners in the plan. */
    private static SurfaceMesh floor(int material, double... corners) {
        MeshBuilder mesh = new MeshBuilder();
        for (int i = 0; i < corners.length; i += 4) {
            double x0 = corners[i];
            double z0 = corners[i + 1];
            double x1 = corners[i + 2];
            double z1 = corners[i + 3];
            mesh.triangle(x0, 9.4, z0, x0, 9.4, z1, x1, 9.4, z1, material);
            mesh.triangle(x0, 9.4, z0, x1, 9.4, z1, x1, 9.4, z0, material);
        }
        return mesh.build();
    }

    @Test
    void rendersTheSameBytesEachTimeAndOnEveryJdk() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        FrameRenderer renderer = new FrameRenderer(SCENE);
        byte[] bgra = new byte[4 * 256 * 256];
        RaceView view = new RaceView().hud(true).checkpoints(1, 3).steer(0.4f).damper(0, 0.05f);
        for (int i = 0; i < 40; i++) {
            Camera camera = Camera.of(1 + i % 3);
            int size = i % 2 == 0 ? 64 : 256;
            view.car(RoadSketch.beside(LINE.get(3 * i), i % 7 - 3, 0.1 * (i % 5 - 2)))
                    .ghost(LINE.get(3 * i + 2)).raceTimeMs(10 * i).speedMetresPerSecond(i);
            renderer.render(view, camera, size, size, bgra);
            digest.update(bgra, 0, 4 * size * size);
            assertThat(render(SCENE, view, camera, size, size))
                    .isEqualTo(Arrays.copyOf(bgra, 4 * size * size));
        }

        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(HASH);
    }

    /** Changes with everything that the pictures show. */
    private static final String HASH = "3fd07a6355de446c52f0c02e29b4e2c201a05993ed4becacce599a6d7e21f388";

    @Test
    void makesNoObjectsForAPicture() {
        FrameRenderer renderer = new FrameRenderer(SCENE);
        byte[] bgra = new byte[4 * 64 * 64];
        RaceView view = at(5).ghost(LINE.get(8)).hud(true).checkpoints(2, 3).raceTimeMs(123_450);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 50; i++) {
            renderer.render(view, Camera.BEHIND_NEAR, 64, 64, bgra);
        }

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
            renderer.render(view, Camera.BEHIND_NEAR, 64, 64, bgra);
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(bytes).as("bytes of 1,000 pictures").isLessThan(10_000);
    }

    @Test
    void showsSkyAboveGroundAndRoad() {
        byte[] bgra = render(at(2));

        assertThat(blue(bgra, 80, 2)).isGreaterThan(red(bgra, 80, 2) + 40);
        int grassRow = 48;
        assertThat(green(bgra, 1, grassRow)).isGreaterThan(red(bgra, 1, grassRow) + 20)
                .isGreaterThan(blue(bgra, 1, grassRow) + 20);
        int road = red(bgra, 30, HEIGHT - 4);
        assertThat(Math.abs(green(bgra, 30, HEIGHT - 4) - road)).isLessThan(6);
        assertThat(road).isLessThan(120);
        for (int i = 3; i < bgra.length; i += 4) {
            assertThat(bgra[i]).isEqualTo((byte) 255);
        }
    }

    @Test
    void showsTheCarsLeftOnTheLeft() {
        TrackScene leftPad = TrackScene.of(floor(7, 3, 12, 9, 20), List.of(), LINE.get(0));
        Pose pose = Pose.upright(new Vec3(0, 9.4f, 0), 0);

        byte[] bgra = render(leftPad, new RaceView().car(pose), Camera.BEHIND_NEAR, WIDTH, HEIGHT);

        int leftHalf = 0;
        int rightHalf = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                if (red(bgra, x, y) > 90 && green(bgra, x, y) > 70 && blue(bgra, x, y) < 60) {
                    leftHalf += x < WIDTH / 2 ? 1 : 0;
                    rightHalf += x < WIDTH / 2 ? 0 : 1;
                }
            }
        }
        assertThat(leftHalf).isGreaterThan(50);
        assertThat(rightHalf).isZero();
    }

    @Test
    void putsAPlaceWhereThePerspectiveSays() {
        // From 5 to 10 m ahead of the bonnet camera, whose view is 70 degrees high.
        TrackScene pad = TrackScene.of(floor(7, -0.5, 5.9, 0.5, 10.9), List.of(), LINE.get(0));
        Pose pose = Pose.upright(new Vec3(0, 9.4f, 0), 0);

        byte[] bgra = render(pad, new RaceView().car(pose), Camera.BONNET, WIDTH, HEIGHT);

        int first = -1;
        int last = -1;
        for (int y = 0; y < HEIGHT; y++) {
            if (red(bgra, WIDTH / 2, y) > 90 && blue(bgra, WIDTH / 2, y) < 60 && y < 80) {
                first = first < 0 ? y : first;
                last = y;
            }
        }
        double pitch = Math.asin(0.06);
        double near = 60 + 60 * Math.tan(Math.atan(1.05 / 5) - pitch) / Math.tan(Math.toRadians(35));
        double far = 60 + 60 * Math.tan(Math.atan(1.05 / 10) - pitch) / Math.tan(Math.toRadians(35));
        assertThat((double) first).isBetween(Math.floor(far) - 1, Math.ceil(far) + 1);
        assertThat((double) last).isBetween(Math.floor(near) - 1, Math.ceil(near) + 1);
    }

    @Test
    void surfacesLookDifferentInGrey() {
        int[] materials = {16, 2, 6, 4, 9, 7, 0};
        double[] grey = new double[materials.length];
        for (int i = 0; i < materials.length; i++) {
            SurfaceMesh floor = floor(materials[i], -10.4, -40, 10.4, 60);
            TrackScene scene = TrackScene.of(floor, List.of(), LINE.get(0));
            Pose pose = Pose.upright(new Vec3(0, 9.4f, 0), 0);
            byte[] bgra = render(scene, new RaceView().car(pose), Camera.BEHIND_NEAR, WIDTH, HEIGHT);
            for (int y = 60; y < HEIGHT; y++) {
                for (int x = 20; x < 45; x++) {
                    grey[i] += (0.114 * blue(bgra, x, y) + 0.587 * green(bgra, x, y)
                            + 0.299 * red(bgra, x, y)) / (HEIGHT - 60) / 25;
                }
            }
        }

        for (int i = 1; i < 5; i++) {
            assertThat(Math.abs(grey[i] - grey[0])).as("material " + materials[i]).isGreaterThan(12);
        }
        assertThat(grey[4]).isGreaterThan(grey[1] + 40);
    }

    @Test
    void gatesLookDifferentByKindAndWhenPassed() {
        RaceView before = at(7);
        byte[] open = render(before);
        byte[] passed = render(at(7).gatePassed(0, true));
        List<Gate> finish = List.of(RoadSketch.gate(Gate.Kind.FINISH, LINE.get(10)));
        List<Gate> lap = List.of(RoadSketch.gate(Gate.Kind.START_FINISH, LINE.get(10)));
        byte[] asFinish = render(finish, LINE.get(0), at(7));
        byte[] asLap = render(lap, LINE.get(0), at(7));

        assertThat(differing(open, passed)).isGreaterThan(100);
        assertThat(differing(open, asFinish)).isGreaterThan(100);
        assertThat(differing(asLap, asFinish)).isGreaterThan(50);
    }

    private static int differing(byte[] a, byte[] b) {
        int count = 0;
        for (int i = 0; i < a.length; i += 4) {
            count += Arrays.equals(a, i, i + 4, b, i, i + 4) ? 0 : 1;
        }
        return count;
    }

    @Test
    void theStartStandsOnlyWhereNoLapDoes() {
        byte[] alone = render(List.of(), LINE.get(4), at(2));
        List<Gate> far = List.of(RoadSketch.gate(Gate.Kind.START_FINISH, LINE.get(120)));
        byte[] withLap = render(far, LINE.get(4), at(2));

        assertThat(differing(alone, withLap)).isGreaterThan(100);
    }

    @Test
    void theGhostIsSeenAndHidesBehindTheCar() {
        byte[] without = render(at(5));

        Pose ahead = RoadSketch.beside(LINE.get(6), 3, 0);
        assertThat(differing(without, render(at(5).ghost(ahead)))).isGreaterThan(40);
        assertThat(render(at(5).ghost(LINE.get(2)))).as("behind the camera").isEqualTo(without);
        assertThat(render(at(5).ghost(LINE.get(7)).withoutGhost())).isEqualTo(without);
    }

    @Test
    void frontWheelsTurnAndDampersMove() {
        byte[] straight = render(at(5));
        byte[] left = render(at(5).steer(-1));
        byte[] right = render(at(5).steer(1));

        assertThat(differing(straight, left)).isGreaterThan(20);
        assertThat(differing(left, right)).isGreaterThan(20);
        assertThat(render(at(5).steer(-7))).isEqualTo(left);
        assertThat(differing(straight, render(at(5).damper(3, 0.05f)))).isGreaterThan(10);
    }

    @Test
    void theInterfaceCoversTheLowerEdgeOnly() {
        byte[] off = render(at(5).raceTimeMs(12_340).speedMetresPerSecond(50).checkpoints(1, 3));
        byte[] on = render(at(5).raceTimeMs(12_340).speedMetresPerSecond(50).checkpoints(1, 3).hud(true));
        byte[] later = render(at(5).raceTimeMs(12_350).speedMetresPerSecond(50).checkpoints(1, 3).hud(true));
        byte[] faster = render(at(5).raceTimeMs(12_340).speedMetresPerSecond(51).checkpoints(1, 3).hud(true));
        byte[] further =
                render(at(5).raceTimeMs(12_340).speedMetresPerSecond(50).checkpoints(2, 3).hud(true));

        int covered = 4 * WIDTH * (HEIGHT - 14);
        assertThat(Arrays.mismatch(off, on)).isGreaterThanOrEqualTo(covered);
        assertThat(List.of(later, faster, further)).doesNotContain(on);
    }

    @Test
    void countdownTimesAreShown() {
        byte[] before = render(at(5).raceTimeMs(-1500).hud(true));

        assertThat(before).isNotEqualTo(render(at(5).raceTimeMs(1500).hud(true)));
        assertThat(render(at(5).raceTimeMs(Integer.MIN_VALUE).hud(true))).isNotEqualTo(before);
    }

    @Test
    void camerasSeeDifferentPictures() {
        byte[] far = render(SCENE, at(5), Camera.of(1), WIDTH, HEIGHT);
        byte[] near = render(SCENE, at(5), Camera.of(2), WIDTH, HEIGHT);
        byte[] bonnet = render(SCENE, at(5), Camera.of(3), WIDTH, HEIGHT);

        assertThat(differing(far, near)).isGreaterThan(1000);
        assertThat(differing(near, bonnet)).isGreaterThan(1000);
        assertThatIllegalArgumentException().isThrownBy(() -> Camera.of(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Camera.of(4));
    }

    @Test
    void anySizeCanBeAskedFor() {
        int[][] sizes = {{1, 1}, {1, 300}, {4096, 2}, {3, 4096}, {64, 64}, {1280, 720}};
        FrameRenderer renderer = new FrameRenderer(SCENE);
        for (int[] size : sizes) {
            byte[] bgra = new byte[4 * size[0] * size[1] + 8];
            renderer.render(at(5).hud(true).checkpoints(1, 2), Camera.BEHIND_NEAR, size[0], size[1], bgra);

            for (int i = 3; i < bgra.length - 8; i += 4) {
                assertThat(bgra[i]).isEqualTo((byte) 255);
            }
            assertThat(Arrays.copyOfRange(bgra, bgra.length - 8, bgra.length)).containsOnly(0);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> renderer.render(at(5), Camera.BONNET, 0, 64, new byte[64]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> renderer.render(at(5), Camera.BONNET, 64, 4097, new byte[64]));
        assertThatThrownBy(() -> renderer.render(at(5), Camera.BONNET, 64, 64, new byte[64]))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void scaledSizesShowTheSameWindow() {
        byte[] wide = render(SCENE, at(5), Camera.BEHIND_NEAR, WIDTH, HEIGHT);
        byte[] square = render(SCENE, at(5), Camera.BEHIND_NEAR, HEIGHT, HEIGHT);

        // As if squeezed from the sides: rows stay as light as they were.
        for (int y = 0; y < HEIGHT; y++) {
            assertThat(meanGreen(square, y, HEIGHT)).as("row " + y)
                    .isCloseTo(meanGreen(wide, y, WIDTH), within(4.0));
        }
    }

    private static double meanGreen(byte[] bgra, int row, int width) {
        double sum = 0;
        for (int x = 0; x < width; x++) {
            sum += bgra[4 * (row * width + x) + 1] & 0xFF;
        }
        return sum / width;
    }

    @Test
    void noPoseBreaksThePicture() {
        SplittableRandom random = new SplittableRandom(11);
        FrameRenderer renderer = new FrameRenderer(SCENE);
        byte[] bgra = new byte[4 * 48 * 48];
        float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, -1e30f, 1e9f, 0};
        for (int i = 0; i < 400; i++) {
            Pose near = LINE.get(random.nextInt(LINE.size()));
            Vec3 p = near.position();
            Vec3 place = i % 8 == 0
                    ? new Vec3(odd[i / 8 % 5], odd[i / 40 % 5], 0)
                    : new Vec3(p.x() + random.nextInt(9) - 4, p.y() + random.nextInt(9) - 6, p.z());
            // Forwards, sideways and upside down, so that the eye is in and under the road.
            Pose pose = i % 3 == 0
                    ? new Pose(place, near.left(), near.forward(), near.up().times(-1))
                    : i % 3 == 1 ? new Pose(place, near.up(), near.left(), near.forward())
                    : new Pose(place, near.left().times(-1), near.up().times(-1), near.forward());

            renderer.render(new RaceView().car(pose).ghost(near), Camera.of(1 + i % 3), 48, 48, bgra);

            assertThat(bgra[3]).isEqualTo((byte) 255);
        }
    }
}
