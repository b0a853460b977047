package tmnf.rl.rollout;

/** How well the car slides on asphalt to be fast. Source: training note, section 6. */
final class SpeedSlide {

    private static final double KMH = 3.6;
    private static final double STEP = 100;
    private static final double SIDE = 20;
    /** Limits at 0, 100, ... km/h; straight lines between them. */
    private static final double[] LIMITS = {80, 80, 75, 67, 60, 55};

    private SpeedSlide() {
    }

    /**
     * The quality: 1 is best, 0 no slide, more than 1 too much.
     *
     * @param sideways speed in m/s
     * @param forwards speed in m/s
     */
    static double quality(double sideways, double forwards) {
        double at = Math.min(LIMITS.length - 1, Math.max(0, KMH * forwards / STEP));
        int from = (int) Math.min(LIMITS.length - 2, Math.floor(at));
        double limit = LIMITS[from] + (at - from) * (LIMITS[from + 1] - LIMITS[from]);
        double side = SIDE * Math.abs(sideways);
        return side > limit ? (side - limit) / limit : 0;
    }
}
