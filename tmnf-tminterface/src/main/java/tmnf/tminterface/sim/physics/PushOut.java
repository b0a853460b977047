package tmnf.tminterface.sim.physics;

/** Gathers how far the contacts of a sub-step push a car out of what it touches, car axes. */
final class PushOut {

    /** Overlap that is left, so that contacts persist, metres. */
    private static final double LEFT = 0.01;

    private double x;
    private double y;
    private double z;
    private boolean any;

    void clear() {
        x = 0;
        y = 0;
        z = 0;
        any = false;
    }

    /** What points the same way as the pushes so far is not counted twice. */
    void add(double px, double py, double pz) {
        if (any) {
            double dot = px * x + py * y + pz * z;
            double square = x * x + y * y + z * z;
            if (dot > 0) {
                double rest = 1 - Math.min(dot, square) / square;
                x *= rest;
                y *= rest;
                z *= rest;
            }
        }
        any = true;
        x += px;
        y += py;
        z += pz;
    }

    void apply(CarMotion car) {
        double length = Math.sqrt(x * x + y * y + z * z);
        if (length < LEFT) {
            return;
        }
        double factor = (length - LEFT) / length;
        double mx = x * factor;
        double my = y * factor;
        double mz = z * factor;
        car.px += car.r00 * mx + car.r01 * my + car.r02 * mz;
        car.py += car.r10 * mx + car.r11 * my + car.r12 * mz;
        car.pz += car.r20 * mx + car.r21 * my + car.r22 * mz;
    }
}
