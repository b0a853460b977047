package tmnf.tminterface.sim.physics;

/**
 * What the car is told in one tick.
 *
 * @param accelerate the gas pedal, down or up: there is nothing between
 * @param brake the brake pedal
 * @param steer -1 (left) to 1 (right); beyond with extended steering
 */
public record CarInputs(boolean accelerate, boolean brake, double steer) {

    public static final CarInputs NONE = new CarInputs(false, false, 0);
}
