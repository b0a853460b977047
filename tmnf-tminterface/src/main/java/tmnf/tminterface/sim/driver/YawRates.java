package tmnf.tminterface.sim.driver;

/** Yaw rates of a StadiumCar at full steering, by speed; section 1 of the physics note. */
final class YawRates {

    private static final double[] SPEEDS = {0, 14, 19.4, 25, 30.6, 36.1, 41.7, 52.8, 80.6, 111, 139};
    private static final double[] RATES = {0.7, 1.45, 1.72, 1.79, 1.71, 1.57, 1.42, 1.21, 0.92, 0.82, 0.77};

    private YawRates() {}

    /** rad/s at a speed in m/s. */
    static double at(double speed) {
        int i = 1;
        while (i < SPEEDS.length - 1 && SPEEDS[i] < speed) {
            i++;
        }
        double share = Math.max(0, Math.min(1, (speed - SPEEDS[i - 1]) / (SPEEDS[i] - SPEEDS[i - 1])));
        return RATES[i - 1] + share * (RATES[i] - RATES[i - 1]);
    }

    /** The highest speed at which this share of the yaw rate follows a curvature (1/m). */
    static double fastest(double curvature, double share) {
        double low = 5;
        double high = 139;
        if (curvature * high <= share * at(high)) {
            return high;
        }
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (middle * curvature <= share * at(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
