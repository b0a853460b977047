package tmnf.gbx.model;

/**
 * What a ghost sample stores of one wheel.
 *
 * @param rotation radians turned so far, from 0 to 1608.495 and from 0 again
 * @param damper how far the wheel hangs below its highest place, metres
 * @param material surface id of the game below it; 0 without contact
 * @param sliding whether it slides
 * @param onGround whether it touches the ground
 */
public record GhostWheel(double rotation, double damper, int material, boolean sliding, boolean onGround) {

    /** Rotations are stored modulo this. */
    public static final double ROTATION_RANGE = 1608.495;

    /** At rest, in the air. */
    public static final GhostWheel REST = new GhostWheel(0, 0, 0, false, false);
}
