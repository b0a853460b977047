package tmnf.tminterface.sim.physics;

/**
 * Engine speed and gears: section 6 of the physics note. While the gears shift, the car has no drive until
 * the engine reached the speed of the new gear.
 */
final class Gearbox {

    static final int STEADY = 0;
    static final int SHIFTING = 1;
    static final int TAKE_OFF = 2;
    static final int TAKE_OFF_BACKWARDS = 3;
    static final int BURN_OUT = 4;

    static final double MAX_RPM = 11_000;
    private static final int TOP_GEAR = 5;
    /** Rpm per m/s. */
    private static final double[] RATIO = {400, 370, 220, 160, 110, 85};
    /** Shares of the highest rpm. */
    private static final double[] UP = {Double.NaN, 0.95, 0.9, 0.95, 0.95, 1};
    private static final double[] DOWN = {Double.NaN, Double.NaN, 0.5, 0.57, 0.55, 0.6};
    private static final double LEAST_PEDAL = 0.1;
    private static final double COOLDOWN = 0.025;
    private static final double IDLE_RPM = 1000;

    private Gearbox() {}

    static void step(CarMotion car) {
        boolean active = (car.reverse ? car.brake : car.gas) > LEAST_PEDAL;
        if (car.shiftCooldown > 0) {
            car.shiftCooldown -= car.dt;
        }
        if (!car.onGround() || car.shiftCooldown > 0) {
            car.rpm += (active ? 6000 : -3000) * car.dt;
        } else {
            turn(car, active);
            change(car, active);
        }
        car.rpm = Math.min(Math.max(car.rpm, 0), MAX_RPM);
    }

    private static void turn(CarMotion car, boolean active) {
        boolean burning = car.gear > 0 && (car.burnPhase == BurnOut.SPIN || car.burnPhase == BurnOut.CIRCLE);
        if (burning) {
            car.gearbox = BURN_OUT;
        } else if (car.gearbox == BURN_OUT) {
            car.gearbox = STEADY;
        }
        switch (car.gearbox) {
            case BURN_OUT -> car.rpm += 6000 * car.dt;
            case TAKE_OFF -> takeOff(car, active && car.lvz <= 3 && car.lvz >= -2, 1);
            case TAKE_OFF_BACKWARDS -> takeOff(car, active && car.lvz >= -3 && car.lvz <= 2, 0);
            default -> follow(car, active);
        }
    }

    private static void takeOff(CarMotion car, boolean stays, int gear) {
        car.targetRpm = Math.abs(car.lvz) * RATIO[gear];
        if (stays) {
            car.rpm += 10_000 * car.dt;
            return;
        }
        car.rpm -= 4000 * car.dt;
        if (car.rpm <= car.targetRpm) {
            car.rpm = car.targetRpm;
            car.gearbox = STEADY;
        }
    }

    private static void follow(CarMotion car, boolean active) {
        car.slipFactor = car.slip && active ? car.slipFactor + (1.15 - car.slipFactor) * 0.3 * car.dt : 1;
        double target = Math.abs(car.lvz * car.slipFactor) * RATIO[car.gear];
        if (car.reverse != (car.gear == 0) || target < 0.01) {
            target = 0;
        }
        car.targetRpm = target;
        if (car.rpm >= target) {
            double fall = active ? car.slip ? 3000 : 17_000 : 4000;
            car.rpm -= fall * car.dt;
            if (car.rpm < target) {
                car.gearbox = STEADY;
            }
        } else {
            car.rpm += 11_500 * car.dt;
            if (car.rpm > target) {
                car.gearbox = STEADY;
            }
        }
    }

    private static void change(CarMotion car, boolean active) {
        if (car.gearbox == STEADY && active) {
            if (!car.reverse && car.lvz > -2 && car.lvz < 3) {
                car.gearbox = TAKE_OFF;
                shift(car, Math.max(car.gear, 1));
            } else if (car.reverse && car.lvz > -3 && car.lvz < 2) {
                car.gearbox = TAKE_OFF_BACKWARDS;
                shift(car, 0);
            }
        }
        if (car.gearbox != STEADY && car.gearbox != SHIFTING) {
            return;
        }
        if (car.reverse == (car.gear == 0)) {
            choose(car);
            return;
        }
        car.gearbox = SHIFTING;
        if (car.rpm < IDLE_RPM) {
            shift(car, car.reverse ? 0 : 1);
        }
    }

    private static void choose(CarMotion car) {
        if (car.reverse) {
            return;
        }
        if (car.targetRpm > UP[car.gear] * MAX_RPM && car.gear < TOP_GEAR) {
            shift(car, car.gear + 1);
            car.gearbox = SHIFTING;
        } else if (car.gear > 1 && car.targetRpm < DOWN[car.gear] * MAX_RPM) {
            shift(car, car.gear - 1);
            car.gearbox = SHIFTING;
        }
    }

    private static void shift(CarMotion car, int gear) {
        if (gear != car.gear) {
            car.gear = gear;
            car.shiftCooldown = COOLDOWN;
        }
    }
}
