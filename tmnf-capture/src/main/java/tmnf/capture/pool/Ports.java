package tmnf.capture.pool;

/** Ports in a row. */
final class Ports {

    private static final int HIGHEST = 65_535;

    private Ports() {
    }

    /** The first of so many, if there are so many. */
    static int require(int first, int count) {
        if (first < 1 || first + count - 1 > HIGHEST) {
            throw new IllegalArgumentException("there are no " + count + " ports from " + first + " on");
        }
        return first;
    }
}
