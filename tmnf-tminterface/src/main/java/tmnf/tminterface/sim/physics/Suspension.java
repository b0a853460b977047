package tmnf.tminterface.sim.physics;

/** How far the wheels hang: each goes back to its rest, less what the ground pushed it in. */
final class Suspension {

    private Suspension() {}

    static void step(CarMotion car) {
        for (int wheel = 0; wheel < CarMotion.WHEELS; wheel++) {
            double before = car.absorb[wheel];
            double base = before - car.pending[wheel];
            double after = base + (Tuning.REST_ABSORB - base) * Tuning.ABSORB_RATE * car.dt;
            car.damperSpeed[wheel] = (after - before) / car.dt;
            car.absorb[wheel] = after;
            car.pending[wheel] = 0;
        }
    }
}
