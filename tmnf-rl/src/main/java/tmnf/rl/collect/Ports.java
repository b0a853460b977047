package tmnf.rl.collect;

/** Numbers of ports. */
final class Ports {

    private static final int HIGHEST = 65_535;

    private Ports() {
    }

    static int require(int port) {
        if (port < 1 || port > HIGHEST) {
            throw new IllegalArgumentException("there is no port " + port + ", only 1 to " + HIGHEST);
        }
        return port;
    }
}
