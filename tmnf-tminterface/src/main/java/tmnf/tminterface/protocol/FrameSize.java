package tmnf.tminterface.protocol;

/**
 * Width and height of a frame in pixels. {@code SC_REQUESTED_FRAME_SYNC} does not carry its size, so who
 * reads it has to know what was asked for.
 */
public record FrameSize(int width, int height) {

    /** No frame was asked for. */
    public static final FrameSize NONE = new FrameSize(0, 0);

    /** Whether frames of this size can be asked for and read: both sides from 1 to 4,096. */
    public boolean isReadable() {
        return width >= 1 && height >= 1 && width <= ProtocolLimits.MAX_FRAME_SIDE
                && height <= ProtocolLimits.MAX_FRAME_SIDE;
    }

    /** Bytes of the pixels, four each; only for readable sizes. */
    public int bytes() {
        if (!isReadable()) {
            throw new IllegalArgumentException("no frame has the size " + this);
        }
        return width * height * 4;
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
