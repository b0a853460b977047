package tmnf.pretrain.data;

/**
 * A grey picture: pixels of 0 to 255, as bytes where the file has them so, else as they come out of the
 * file's floating-point numbers. Rows from the top, without gaps. Not to be modified.
 */
public final class GreyPicture {

    private final int width;
    private final int height;
    private final byte[] bytes;
    private final float[] floats;

    private GreyPicture(int width, int height, byte[] bytes, float[] floats) {
        int length = bytes == null ? floats.length : bytes.length;
        if (width < 1 || height < 1 || (long) width * height != length) {
            throw new IllegalArgumentException(width + "x" + height + " pixels are not " + length);
        }
        this.width = width;
        this.height = height;
        this.bytes = bytes;
        this.floats = floats;
    }

    /** Of pixels that are bytes. */
    public static GreyPicture of(int width, int height, byte[] pixels) {
        return new GreyPicture(width, height, pixels, null);
    }

    /** Of pixels between the bytes, 0 to 255. */
    public static GreyPicture of(int width, int height, float[] pixels) {
        return new GreyPicture(width, height, null, pixels);
    }

    /** Pixels of a row. */
    public int width() {
        return width;
    }

    /** Pixels of a column. */
    public int height() {
        return height;
    }

    /** A pixel, 0 to 255. */
    public float at(int row, int column) {
        int index = row * width + column;
        return bytes == null ? floats[index] : bytes[index] & 0xFF;
    }

    /** The pixels as bytes; null if they are none. */
    byte[] bytes() {
        return bytes;
    }

    /** The pixels as floats; null if they are bytes. */
    float[] floats() {
        return floats;
    }
}
