package tmnf.tminterface.sim.physics;

/** What a driver can do in the air, and how a flying car stops turning. */
final class AirControl {

    private AirControl() {}

    static void apply(CarMotion car) {
        boolean strong = false;
        if (car.anyContact) {
            car.memoryX = car.lwx;
            car.memoryY = car.lwy;
            car.memoryZ = car.lwz;
            car.airMemoryMs = car.now;
        } else if (car.now - car.airMemoryMs <= Tuning.AIR_MEMORY_MS) {
            strong = steer(car);
            if (car.brake > 0 && car.memoryX > 0) {
                car.lwx = 0;
            }
            car.angularVelocityFromLocal();
        }
        if (!car.onGround()) {
            damp(car, strong ? 3 : 1);
        }
    }

    /** Whether the turning is damped strongly. */
    private static boolean steer(CarMotion car) {
        if (car.steerWanted == 0) {
            car.memoryY = car.lwy;
            return false;
        }
        if (car.steerWanted > 0 != car.memoryY < 0 || car.memoryY == 0) {
            car.memoryY = car.lwy;
            return true;
        }
        if (Math.abs(car.lwy) > Tuning.AIR_YAW_SWITCH) {
            car.memoryY = car.lwy;
            return true;
        }
        car.lwy = car.memoryY;
        return false;
    }

    private static void damp(CarMotion car, double factor) {
        double x = factor * car.lwx;
        double y = factor * car.lwy;
        double z = factor * car.lwz;
        double damping = Tuning.AIR_DAMPING + Tuning.AIR_DAMPING_QUADRATIC * Math.sqrt(x * x + y * y + z * z);
        car.tx -= x * damping;
        car.ty -= y * damping;
        car.tz -= z * damping;
    }
}
