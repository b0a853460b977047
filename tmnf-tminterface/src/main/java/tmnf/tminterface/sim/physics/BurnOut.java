package tmnf.tminterface.sim.physics;

import java.util.Arrays;

/**
 * Gas and brake together: wheels that spin on the spot, a circle (donut) when the car is steered and moves,
 * and the way out. A circle that the car leaves begins anew as soon as its direction allows.
 */
final class BurnOut {

    static final int NONE = 0;
    static final int SPIN = 1;
    static final int CIRCLE = 2;
    static final int EXIT = 3;

    private static final double LEAST_UPRIGHT = 0.75;
    private static final double SPIN_MAX_SPEED = 3;
    private static final int SPIN_MS = 500;
    private static final int EXIT_MS = 150;
    /** Drive times speed from which a car that rolls back spins its wheels. */
    private static final double ROLLING_BACK = 200;
    private static final double ROLLING_BACK_FACTOR = 5;

    private BurnOut() {}

    /** How much of the side forces is left. */
    static double sideFade(CarMotion car) {
        if (car.burnPhase != SPIN) {
            return 1;
        }
        return 1 - 0.99 * StrictMath.cos(Math.PI * (car.now - car.burnStart) / 1000);
    }

    /** How much of the drive is left. */
    static double driveFade(CarMotion car) {
        if (car.burnPhase != SPIN) {
            return 1;
        }
        return 1 - 0.5 * StrictMath.sin(Math.PI * (car.now - car.burnStart) / 500);
    }

    /** Looks whether a burn-out begins or goes over into its next phase; circles look after themselves. */
    static void check(CarMotion car) {
        if (car.burnPhase == CIRCLE) {
            return;
        }
        if (car.gas > 0 && car.brake > 0 && car.r11 > LEAST_UPRIGHT && !car.freeWheeling) {
            begin(car);
        }
        if (car.burnPhase == SPIN) {
            for (boolean contact : car.contact) {
                car.tx += contact ? Tuning.BURN_ROLL.at(3.6 * car.lvz) : 0;
            }
            boolean brakeAlone = car.brake > 0 && car.gas <= 0;
            if (car.now - car.burnStart >= SPIN_MS || brakeAlone) {
                exit(car);
            }
        } else if (car.burnPhase == EXIT) {
            stepExit(car);
        }
    }

    private static void begin(CarMotion car) {
        if (car.lvz < SPIN_MAX_SPEED) {
            if (car.burnPhase == NONE) {
                spin(car);
            }
        } else if (car.lvz < Donut.MAX_SPEED && car.steer != 0) {
            Donut.begin(car);
        }
    }

    /** What becomes of a burn-out in the air. */
    static void noContact(CarMotion car) {
        if (car.burnPhase == SPIN || car.burnPhase == CIRCLE) {
            exit(car);
        } else if (car.burnPhase == EXIT) {
            stepExit(car);
        }
    }

    /** On the way out all wheels slide, whatever their grip: what comes after the side forces sees it. */
    static void slide(CarMotion car) {
        if (car.burnPhase == EXIT) {
            Arrays.fill(car.sliding, true);
        }
    }

    private static void exit(CarMotion car) {
        car.burnPhase = EXIT;
        car.burnExit = car.now;
    }

    private static void stepExit(CarMotion car) {
        if (car.now - car.burnExit >= EXIT_MS) {
            car.burnPhase = NONE;
        }
    }

    /** A car that rolls back and gets a lot of gas spins its wheels. */
    static void rollingBack(CarMotion car, double drive) {
        if (car.burnPhase == NONE && car.lvz < 0 && car.gas > 0
                && drive * ROLLING_BACK_FACTOR * Math.abs(car.lvz) > ROLLING_BACK) {
            spin(car);
        }
    }

    static void spin(CarMotion car) {
        car.burnPhase = SPIN;
        car.burnStart = car.now;
    }
}
