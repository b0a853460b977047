package tmnf.tminterface.sim.track;

import java.util.Objects;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.physics.Pose;

/**
 * A slab that is passed when the car's nose crosses it, from either side.
 *
 * @param kind what passing it means
 * @param centre of the slab, in the world
 * @param across unit vector along the slab's width
 * @param up unit vector along its height
 * @param through unit vector through it
 * @param halfWidth metres
 * @param halfHeight metres
 * @param halfDepth metres; the slab is entered at its face
 * @param respawn where a respawn puts the car after this gate; null where there is none
 */
public record Gate(
        Kind kind, Vec3 centre, Vec3 across, Vec3 up, Vec3 through,
        float halfWidth, float halfHeight, float halfDepth, Pose respawn) {

    /** What passing a gate means. */
    public enum Kind {
        CHECKPOINT,
        FINISH,
        /** Start and finish of a lap. */
        START_FINISH
    }

    public Gate {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(centre);
        Objects.requireNonNull(across);
        Objects.requireNonNull(up);
        Objects.requireNonNull(through);
    }
}
