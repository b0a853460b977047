package tmnf.tminterface.sim.driver;

import java.util.List;
import tmnf.gbx.model.GhostDetail;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.GhostState;
import tmnf.gbx.model.GhostWheel;
import tmnf.tminterface.sim.physics.CarState;

/** A car as a ghost stores it. Counts how far the wheels have turned, which no state of a car says. */
final class CarSampler {

    private static final double WHEEL_RADIUS = 0.364;
    private static final double TICK_SECONDS = 0.01;
    /** What a pad of the first kind gives counts as full. */
    private static final double FULL_TURBO = 5;

    private double turned;

    void reset() {
        turned = 0;
    }

    /** A tick is over. */
    void tick(CarState car) {
        turned += car.localVelocity(2) * TICK_SECONDS / WHEEL_RADIUS;
    }

    byte[] sample(CarState car) {
        byte[] state = new byte[GhostSamples.STATE_SIZE];
        float steer = Math.max(-1, Math.min(1, car.steerWanted()));
        new GhostState(car.position(), car.quaternion(), car.velocity(), car.localVelocity(2), steer,
                car.gas() ? 1 : 0, car.brake() ? 1 : 0).encode(state, 0);
        double angle = -car.steerFiltered()
                * StrictMath.asin(1 / (2 + 0.85 * Math.abs(car.localVelocity(2))));
        double turbo = car.isTurbo() ? Math.min(1, car.turboFactor() / FULL_TURBO) : 0;
        List<GhostWheel> wheels = List.of(wheel(car, 0), wheel(car, 1), wheel(car, 2), wheel(car, 3));
        new GhostDetail(car.angularVelocity(), car.localVelocity(0), car.rpm(), car.gearboxState(), turbo,
                angle, wheels).encode(state, 0);
        return state;
    }

    private GhostWheel wheel(CarState car, int wheel) {
        return new GhostWheel(turned, car.wheelAbsorb(wheel), car.wheelMaterial(wheel),
                car.wheelSliding(wheel), car.wheelContact(wheel));
    }
}
