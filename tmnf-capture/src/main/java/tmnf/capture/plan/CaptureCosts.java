package tmnf.capture.plan;

/**
 * What a capture costs, by rules of thumb; see the constants. Meant for "does it fit on the disk" and "is it
 * done tomorrow", not for more.
 *
 * <p>Frames: the head of a JPEG, and bits for each pixel by quality, fewer in large pictures, which are
 * smoother, and more in colour: measured on a race of B13-Obstacle in the simulated game, 64x64 and 256x256.
 * The real game shows more detail. Text: so many bytes for each entry and snapshot. Time: the race at the
 * chosen speed, one rendered frame at 60 a second for each frame, the writing of it by pixels, and the start
 * of a race.
 */
final class CaptureCosts {

    private static final int GREY_HEAD_BYTES = 330;
    private static final int COLOUR_HEAD_BYTES = 620;
    private static final double COLOUR_FACTOR = 1.27;
    /** Bits a pixel of a grey picture of 64x64 at these qualities; straight in between. */
    private static final int[] QUALITIES = {0, 25, 50, 75, 85, 95, 100};
    private static final double[] BITS = {0.3, 0.46, 0.7, 1.06, 1.43, 2.48, 4.19};
    private static final double MEASURED_PIXELS = 64 * 64;
    private static final double SMOOTHNESS = 0.25;

    private static final int ENTRY_BYTES = 330;
    private static final int ENTRY_STATE_BYTES = 620;
    private static final int SNAPSHOT_BYTES = 4_600;
    private static final int FULL_STATE_BYTES = 2_300;
    private static final int PER_TICK_BYTES = 9;

    private static final double RENDERED_FRAME_MS = 1000.0 / 60;
    private static final double PIXELS_PER_MS = 20_000;
    private static final int RACE_START_MS = 5_000;
    private static final int TICK_MS = 10;

    private CaptureCosts() {
    }

    static CaptureEstimate of(CaptureSettings settings, int raceTimeMs, int frames, int snapshots) {
        FrameSettings look = settings.frames();
        OutputSettings output = settings.output();
        int entry = ENTRY_BYTES + (output.entryState() ? ENTRY_STATE_BYTES : 0);
        double perFrame = frameBytes(look) + entry * (output.perFrameJson() ? 2 : 1);
        double perSnapshot = SNAPSHOT_BYTES + (output.fullState() ? FULL_STATE_BYTES : 0);
        double pixels = (double) look.width() * look.height();
        double ticks = (double) raceTimeMs / TICK_MS * PER_TICK_BYTES;
        double millis = raceTimeMs / settings.run().runningSpeed()
                + frames * (RENDERED_FRAME_MS + pixels / PIXELS_PER_MS) + RACE_START_MS;
        return new CaptureEstimate(
                Math.round(frames * perFrame + snapshots * perSnapshot + ticks), Math.round(millis));
    }

    static double frameBytes(FrameSettings look) {
        double pixels = (double) look.width() * look.height();
        double bits = bits(look.quality()) * Math.pow(MEASURED_PIXELS / pixels, SMOOTHNESS);
        return look.colour() ? COLOUR_HEAD_BYTES + pixels * bits * COLOUR_FACTOR / 8
                : GREY_HEAD_BYTES + pixels * bits / 8;
    }

    private static double bits(int quality) {
        int above = 1;
        while (QUALITIES[above] < quality) {
            above++;
        }
        double share = (double) (quality - QUALITIES[above - 1]) / (QUALITIES[above] - QUALITIES[above - 1]);
        return BITS[above - 1] + share * (BITS[above] - BITS[above - 1]);
    }
}
