package tmnf.tminterface.sim.track;

/** Values between points, linear; constant outside. The arguments rise. */
record Table(double[] arguments, double[] values) {

    double at(double argument) {
        int last = arguments.length - 1;
        if (argument <= arguments[0]) {
            return values[0];
        }
        for (int i = 1; i <= last; i++) {
            if (argument <= arguments[i]) {
                double share = (argument - arguments[i - 1]) / (arguments[i] - arguments[i - 1]);
                return values[i - 1] + (values[i] - values[i - 1]) * share;
            }
        }
        return values[last];
    }
}
