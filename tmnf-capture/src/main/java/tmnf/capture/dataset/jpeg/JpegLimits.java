package tmnf.capture.dataset.jpeg;

/**
 * What a decoder takes at most, so that no file makes it allocate or work without end.
 *
 * @param pixels width times height
 * @param bytes of the file
 */
public record JpegLimits(long pixels, int bytes) {

    /** Frames are 4,096 pixels a side at most, and a file of twice their bytes is no frame. */
    public static final JpegLimits DEFAULT = new JpegLimits(4096L * 4096, 64 << 20);

    /** A progressive file repeats the picture in scans; more of them than this are there to waste time. */
    static final int MOST_SCANS = 100;

    /** Checks the ranges. */
    public JpegLimits {
        if (pixels < 1 || bytes < 1) {
            throw new IllegalArgumentException("limits are above 0, not " + pixels + " pixels, " + bytes
                    + " bytes");
        }
        if (pixels > (Integer.MAX_VALUE - 8) / 3) {
            throw new IllegalArgumentException(
                    "no array holds " + pixels + " pixels in colour; 715,827,879 are the most");
        }
    }
}
