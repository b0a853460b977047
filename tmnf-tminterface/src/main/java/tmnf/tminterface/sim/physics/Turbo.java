package tmnf.tminterface.sim.physics;

/** Pads that push the car on for a while, and those that take its engine away. */
final class Turbo {

    static final int NONE = 0;
    static final int NORMAL = 1;
    static final int ROULETTE = 2;
    private static final int ROULETTE_PERIOD_MS = 1000;

    private Turbo() {}

    /** Looks at what the wheels stand on. */
    static void apply(CarMotion car) {
        for (int wheel = 0; wheel < CarMotion.WHEELS; wheel++) {
            if (!car.contact[wheel]) {
                continue;
            }
            switch (car.material[wheel]) {
                case Material.TURBO ->
                    start(car, NORMAL, Tuning.TURBO_FACTOR * car.padCosine[wheel], Tuning.TURBO_MS);
                case Material.TURBO_2 ->
                    start(car, NORMAL, Tuning.TURBO_2_FACTOR * car.padCosine[wheel], Tuning.TURBO_2_MS);
                case Material.TURBO_ROULETTE ->
                    start(car, ROULETTE, Tuning.TURBO_FACTOR * roulette(car.now), Tuning.TURBO_MS);
                case Material.FREE_WHEELING -> car.freeWheeling = true;
                default -> { }
            }
        }
        if (car.turboType != NONE && car.now > car.turboEnd) {
            car.turboType = NONE;
            car.turboFactor = 0;
        }
    }

    private static void start(CarMotion car, int type, double factor, int lengthMs) {
        if (car.turboType != type) {
            car.turboStart = car.now;
        }
        car.turboType = type;
        car.turboFactor = factor;
        car.turboEnd = car.now + lengthMs;
    }

    private static double roulette(int now) {
        int phase = Math.floorMod(now, ROULETTE_PERIOD_MS) * 7;
        if (phase < 4 * ROULETTE_PERIOD_MS) {
            return 1;
        }
        return phase < 6 * ROULETTE_PERIOD_MS ? 1.5 : 2;
    }
}
