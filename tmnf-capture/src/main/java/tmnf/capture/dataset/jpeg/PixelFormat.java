package tmnf.capture.dataset.jpeg;

/** How the pixels of a picture lie in memory: rows from the top, without gaps. */
public enum PixelFormat {
    /** One byte a pixel. */
    GREY(1),
    /** Three bytes a pixel: red, green, blue. */
    RGB(3);

    private final int bytes;

    PixelFormat(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one pixel. */
    public int bytes() {
        return bytes;
    }
}
