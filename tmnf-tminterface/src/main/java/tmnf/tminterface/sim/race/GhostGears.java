package tmnf.tminterface.sim.race;

import tmnf.gbx.model.GhostDetail;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.GhostWheel;

/**
 * The gears of a ghost, which its samples do not say: the one whose ratio of engine speed to forward speed is
 * the nearest, where the wheels drive and the gearbox is steady; while it shifts, the gear that it shifts to;
 * in the air, the gear before. Ratios: section 6 of the physics note.
 */
final class GhostGears {

    private static final double[] RATIOS = {400, 370, 220, 160, 110, 85};
    private static final int STEADY = 0;
    private static final int SHIFTING = 1;
    private static final int TAKE_OFF = 2;
    /** Slower than this the ratio says nothing, m/s. */
    private static final double SLOWEST = 3;
    private static final int UNKNOWN = -1;

    private final byte[] gears;

    GhostGears(GhostSamples samples) {
        gears = new byte[samples.size()];
        byte gear = 1;
        for (int i = 0; i < gears.length; i++) {
            gears[i] = (byte) measured(samples, i);
        }
        for (int i = 0; i < gears.length; i++) {
            if (gears[i] == UNKNOWN) {
                gears[i] = GhostDetail.of(samples, i).gearboxState() == SHIFTING ? next(i, gear) : gear;
            }
            gear = gears[i];
        }
    }

    private byte next(int from, byte otherwise) {
        for (int i = from; i < Math.min(gears.length, from + 5); i++) {
            if (gears[i] != UNKNOWN) {
                return gears[i];
            }
        }
        return otherwise;
    }

    private static int measured(GhostSamples samples, int i) {
        GhostDetail detail = GhostDetail.of(samples, i);
        double forward = samples.forwardSpeed(i);
        if (detail.gearboxState() == TAKE_OFF || detail.gearboxState() == STEADY && Math.abs(forward) < 1) {
            return forward < -1 ? 0 : 1;
        }
        boolean drives = detail.wheels().stream().anyMatch(GhostWheel::onGround);
        if (detail.gearboxState() != STEADY || !drives || Math.abs(forward) < SLOWEST) {
            return UNKNOWN;
        }
        if (forward < 0) {
            return 0;
        }
        int best = 1;
        for (int gear = 2; gear < RATIOS.length; gear++) {
            if (distance(detail.rpm() / forward, gear) < distance(detail.rpm() / forward, best)) {
                best = gear;
            }
        }
        return best;
    }

    private static double distance(double ratio, int gear) {
        return Math.abs(StrictMath.log(Math.max(1, ratio) / RATIOS[gear]));
    }

    /** The gear at a sample: 0 reverse, 1 to 5. */
    int gear(int sample) {
        return gears[sample];
    }
}
