package tmnf.capture.plan;

/**
 * What a capture will cost, roughly.
 *
 * @param bytes on disk
 * @param millis of wall time of one game
 */
public record CaptureEstimate(long bytes, long millis) {

    /** Nothing. */
    public static final CaptureEstimate NONE = new CaptureEstimate(0, 0);

    /** Checks the ranges. */
    public CaptureEstimate {
        if (bytes < 0 || millis < 0) {
            throw new IllegalArgumentException("an estimate is negative: " + bytes + ", " + millis);
        }
    }

    /** Both together, one after the other. */
    public CaptureEstimate plus(CaptureEstimate other) {
        return new CaptureEstimate(bytes + other.bytes, millis + other.millis);
    }
}
