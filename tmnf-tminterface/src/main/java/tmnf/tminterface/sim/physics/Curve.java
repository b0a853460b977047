package tmnf.tminterface.sim.physics;

/** A tuning curve over keys in ascending order, constant outside of them. */
final class Curve {

    private final double[] keys;
    private final double[] values;

    /** Keys and values in turns. */
    Curve(double... pairs) {
        keys = new double[pairs.length / 2];
        values = new double[keys.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = pairs[2 * i];
            values[i] = pairs[2 * i + 1];
        }
    }

    /** Linear between the keys. */
    double at(double x) {
        int last = keys.length - 1;
        if (x <= keys[0]) {
            return values[0];
        }
        if (x >= keys[last]) {
            return values[last];
        }
        int i = 1;
        while (keys[i] < x) {
            i++;
        }
        return values[i - 1] + (values[i] - values[i - 1]) * (x - keys[i - 1]) / (keys[i] - keys[i - 1]);
    }

    /** The value of the greatest key that is not above {@code x}; the first value below all keys. */
    double step(double x) {
        int i = keys.length - 1;
        while (i > 0 && keys[i] > x) {
            i--;
        }
        return values[i];
    }
}
