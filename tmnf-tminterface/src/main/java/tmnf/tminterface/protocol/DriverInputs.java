package tmnf.tminterface.protocol;

/**
 * Keys and axes of a driver.
 *
 * @param steer from -65,536 (left) to 65,536 (right)
 * @param gas from -65,536 (full throttle) to 65,536 (full brake)
 */
public record DriverInputs(boolean left, boolean right, boolean accelerate, boolean brake, int steer,
        int gas) {

    /** Nothing pressed. */
    public static final DriverInputs NONE = new DriverInputs(false, false, false, false, 0, 0);

    /** The most that an axis shows in a normal race. */
    public static final int FULL = 65_536;
}
