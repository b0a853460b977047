package tmnf.tminterface.sim.render;

import java.util.ArrayList;
import java.util.List;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.mesh.MeshBuilder;
import tmnf.tminterface.sim.mesh.SurfaceMesh;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.track.Gate;

/** A road for tests: the profile of the stadium road, swept over grass along straights and curves. */
final class RoadSketch {

    static final float GROUND = 9;
    static final float ROAD = 9.35f;
    private static final double[] OFFSETS = {
        -13.6, -12.72, -12.71, -10.84, -10.42, 10.42, 10.84, 12.71, 12.72, 13.6
    };
    private static final double[] HEIGHTS = {0.65, 0.65, 0, 0, 0, 0, 0, 0, 0.65, 0.65};
    private static final int[] MATERIALS = {4, 4, 4, 9, 16, 9, 4, 4, 4};

    private final MeshBuilder mesh = new MeshBuilder();
    private final List<Pose> line = new ArrayList<>();
    private double x;
    private double z;
    private double yaw;
    private double height;

    /** Begins at a place, heading along +z, on grass of this many metres around. */
    RoadSketch(double x, double z, int grassHalf) {
        this.x = x;
        this.z = z;
        for (int i = -grassHalf; i < grassHalf; i += 32) {
            for (int k = -grassHalf; k < grassHalf; k += 32) {
                double gx = x + i;
                double gz = z + k;
                quad(new double[] {gx, GROUND, gz}, new double[] {gx, GROUND, gz + 32},
                        new double[] {gx + 32, GROUND, gz + 32}, new double[] {gx + 32, GROUND, gz}, 2);
            }
        }
        line.add(pose());
    }

    RoadSketch straight(double length, double rise) {
        int steps = Math.max(1, (int) (length / 8));
        for (int i = 0; i < steps; i++) {
            step(length / steps, 0, rise / steps, 16);
        }
        return this;
    }

    RoadSketch pad(int material) {
        step(32, 0, 0, material);
        return this;
    }

    /** To the left with a positive angle. */
    RoadSketch curve(double radius, double angle) {
        int steps = Math.max(4, (int) (Math.abs(angle) * 16));
        for (int i = 0; i < steps; i++) {
            step(2 * radius * StrictMath.sin(Math.abs(angle) / steps / 2), angle / steps, 0, 16);
        }
        return this;
    }

    private void step(double length, double turn, double rise, int material) {
        double[][] from = profile();
        yaw += turn / 2;
        x += length * StrictMath.sin(yaw);
        z += length * StrictMath.cos(yaw);
        yaw += turn / 2;
        height += rise;
        double[][] to = profile();
        for (int i = 0; i + 1 < from.length; i++) {
            quad(from[i], to[i], to[i + 1], from[i + 1], MATERIALS[i] == 16 ? material : MATERIALS[i]);
        }
        line.add(pose());
    }

    private double[][] profile() {
        double[][] points = new double[OFFSETS.length][];
        for (int i = 0; i < points.length; i++) {
            // From the right to the left, so that quads show their fronts upwards.
            points[i] = new double[] {x + OFFSETS[i] * StrictMath.cos(yaw), ROAD + height + HEIGHTS[i],
                z - OFFSETS[i] * StrictMath.sin(yaw)};
        }
        return points;
    }

    private void quad(double[] a, double[] b, double[] c, double[] d, int material) {
        mesh.triangle(a[0], a[1], a[2], b[0], b[1], b[2], c[0], c[1], c[2], material);
        mesh.triangle(a[0], a[1], a[2], c[0], c[1], c[2], d[0], d[1], d[2], material);
    }

    private Pose pose() {
        return Pose.upright(new Vec3((float) x, (float) (ROAD + height), (float) z), yaw);
    }

    /** Stations along the centre line. */
    List<Pose> line() {
        return line;
    }

    SurfaceMesh mesh() {
        return mesh.build();
    }

    /** Over the road at a station. */
    static Gate gate(Gate.Kind kind, Pose at) {
        Vec3 p = at.position();
        return new Gate(kind, new Vec3(p.x(), p.y() + 4, p.z()), at.left(), at.up(), at.forward(), 13, 4,
                0.25f, null);
    }

    /** A pose beside a station: metres to the left, radians turned to the left. */
    static Pose beside(Pose at, double left, double turn) {
        Vec3 p = at.position();
        double yaw = StrictMath.atan2(at.forward().x(), at.forward().z());
        return Pose.upright(new Vec3((float) (p.x() + left * at.left().x()), p.y(),
                (float) (p.z() + left * at.left().z())), yaw + turn);
    }

    /** Straights, curves, a slope and a turbo, about 700 m. */
    static RoadSketch course() {
        return new RoadSketch(512, 200, 512)
                .straight(96, 0).pad(7).curve(48, -Math.PI / 2)
                .straight(64, 0).straight(64, 8).straight(32, 0)
                .curve(80, Math.PI / 2).straight(96, 0).curve(48, Math.PI / 2).straight(128, 0);
    }
}
