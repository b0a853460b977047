package tmnf.tminterface.sim.physics;

import java.util.Objects;
import tmnf.gbx.model.Vec3;

/**
 * Where a car stands and how it is turned.
 *
 * @param position the car's origin in the world, metres
 * @param left unit vector of the car's left side in the world, the first column of its rotation
 * @param up second column
 * @param forward third column
 */
public record Pose(Vec3 position, Vec3 left, Vec3 up, Vec3 forward) {

    public Pose {
        Objects.requireNonNull(position);
        Objects.requireNonNull(left);
        Objects.requireNonNull(up);
        Objects.requireNonNull(forward);
    }

    /** Upright, looking along +z of the world after a turn to the left (seen from above) by {@code yaw}. */
    public static Pose upright(Vec3 position, double yaw) {
        float sin = (float) StrictMath.sin(yaw);
        float cos = (float) StrictMath.cos(yaw);
        return new Pose(position, new Vec3(cos, 0, -sin), new Vec3(0, 1, 0), new Vec3(sin, 0, cos));
    }
}
