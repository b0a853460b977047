package tmnf.gbx.model;

/**
 * A point or direction in the game's world: x and z span the ground, y points up; metres or metres per
 * second.
 */
public record Vec3(float x, float y, float z) {

    public static final Vec3 ZERO = new Vec3(0, 0, 0);

    /** Euclidean distance to {@code other}, computed in double precision. */
    public double distanceTo(Vec3 other) {
        double dx = (double) x - other.x;
        double dy = (double) y - other.y;
        double dz = (double) z - other.z;
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    public Vec3 times(float factor) {
        return new Vec3(x * factor, y * factor, z * factor);
    }
}
