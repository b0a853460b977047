package tmnf.capture.dataset.jpeg;

import java.util.Objects;

/**
 * Pixels in memory. The array is the caller's and may be longer than the pixels.
 *
 * @param width in pixels, 1 to 65,500, which is the most a JPEG can have
 * @param height in pixels, 1 to 65,500
 * @param format of the pixels
 * @param pixels rows from the top, without gaps
 */
public record Picture(int width, int height, PixelFormat format, byte[] pixels) {

    /** The largest side of a JPEG that every library takes. */
    static final int MOST_SIDE = 65_500;

    /** Checks that the pixels are there. */
    public Picture {
        Objects.requireNonNull(format, "format");
        if (width < 1 || height < 1 || width > MOST_SIDE || height > MOST_SIDE) {
            throw new IllegalArgumentException(
                    "a picture has 1 to " + MOST_SIDE + " pixels a side, not " + width + "x" + height);
        }
        long size = (long) width * height * format.bytes();
        if (pixels.length < size) {
            throw new IllegalArgumentException(width + "x" + height + " pixels take " + size + " bytes, not "
                    + pixels.length);
        }
    }

    /** Number of bytes of the pixels. */
    public int size() {
        return width * height * format.bytes();
    }

    @Override
    public String toString() {
        return width + "x" + height + " " + format;
    }
}
