package tmnf.tminterface.sim.driver;

/**
 * Who drives. Less skill and more noise both bring the driver's parameters closer to the careful ones.
 *
 * @param skill 0 to 1: 1 drives as fast as it can, 0 at 65 % of the careful speeds
 * @param noise 0 to 1: how unsteady hands and eyes are
 * @param seed of the noise: the same seed drives the same race
 * @param keyboard steers with keys instead of an axis
 */
public record DriverSettings(double skill, double noise, long seed, boolean keyboard) {

    /** As fast and as steady as it can, on an axis. */
    public static final DriverSettings BEST = new DriverSettings(1, 0, 0, false);

    /** A good driver with human hands, who does not go to the limit: finishes 99 of 100 races and more. */
    public static final DriverSettings DEFAULT = new DriverSettings(0.7, 0.2, 0, false);

    public DriverSettings {
        if (!(skill >= 0 && skill <= 1) || !(noise >= 0 && noise <= 1)) {
            throw new IllegalArgumentException("skill and noise are from 0 to 1: " + skill + ", " + noise);
        }
    }
}
