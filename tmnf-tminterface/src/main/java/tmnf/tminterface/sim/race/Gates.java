package tmnf.tminterface.sim.race;

import java.util.List;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.track.Gate;

/**
 * Finds the gates that the car's nose enters in a tick. A gate is entered by a segment that begins outside of
 * it, so that standing in it passes it once. Source: section 6 of the stadium-blocks note.
 */
final class Gates {

    /** From the car's origin to its nose, metres. */
    static final double NOSE_METRES = 2.13;
    /** Centre, three axes, three half sizes, radius of the sphere around the gate. */
    private static final int STRIDE = 16;

    private final double[] boxes;
    private final int count;
    private final double[] from = new double[3];
    private final double[] to = new double[3];

    Gates(List<Gate> gates) {
        count = gates.size();
        boxes = new double[STRIDE * count];
        for (int i = 0; i < count; i++) {
            Gate gate = gates.get(i);
            int at = STRIDE * i;
            put(at, gate.centre());
            put(at + 3, gate.across());
            put(at + 6, gate.up());
            put(at + 9, gate.through());
            boxes[at + 12] = gate.halfWidth();
            boxes[at + 13] = gate.halfHeight();
            boxes[at + 14] = gate.halfDepth();
            boxes[at + 15] = gate.halfWidth() + gate.halfHeight() + gate.halfDepth();
        }
    }

    private void put(int at, Vec3 v) {
        boxes[at] = v.x();
        boxes[at + 1] = v.y();
        boxes[at + 2] = v.z();
    }

    /** The tick begins with the car here. */
    void begin(CarState car) {
        nose(car, from);
    }

    /** The tick ends with the car here. */
    void end(CarState car) {
        nose(car, to);
    }

    private static void nose(CarState car, double[] point) {
        for (int axis = 0; axis < 3; axis++) {
            point[axis] = car.position(axis) + NOSE_METRES * car.rotation(axis, 2);
        }
    }

    /** Whether the nose entered the gate between begin and end. */
    boolean entered(int gate) {
        int at = STRIDE * gate;
        double reach = boxes[at + 15];
        double travel = 0;
        for (int axis = 0; axis < 3; axis++) {
            travel += Math.abs(to[axis] - from[axis]);
        }
        for (int axis = 0; axis < 3; axis++) {
            if (Math.abs(to[axis] - boxes[at + axis]) > reach + travel) {
                return false;
            }
        }
        return crosses(at);
    }

    /** Clips the segment by the three pairs of faces. */
    private boolean crosses(int at) {
        double first = 0;
        double last = 1;
        boolean outside = false;
        for (int axis = 0; axis < 3; axis++) {
            double a = along(from, at, axis);
            double b = along(to, at, axis);
            double half = boxes[at + 12 + axis];
            outside |= Math.abs(a) > half;
            if (a == b) {
                if (Math.abs(a) > half) {
                    return false;
                }
                continue;
            }
            double one = (-half - a) / (b - a);
            double other = (half - a) / (b - a);
            first = Math.max(first, Math.min(one, other));
            last = Math.min(last, Math.max(one, other));
        }
        return outside && first <= last;
    }

    private double along(double[] point, int at, int axis) {
        int unit = at + 3 + 3 * axis;
        return (point[0] - boxes[at]) * boxes[unit]
                + (point[1] - boxes[at + 1]) * boxes[unit + 1]
                + (point[2] - boxes[at + 2]) * boxes[unit + 2];
    }

    /** Distance in metres from where the nose ended to the middle of a gate. */
    double distance(int gate) {
        int at = STRIDE * gate;
        double x = to[0] - boxes[at];
        double y = to[1] - boxes[at + 1];
        double z = to[2] - boxes[at + 2];
        return Math.sqrt(x * x + y * y + z * z);
    }
}
