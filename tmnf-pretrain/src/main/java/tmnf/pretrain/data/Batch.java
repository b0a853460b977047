package tmnf.pretrain.data;

import java.nio.ByteBuffer;

/**
 * Samples in a buffer that is lent: closing the batch gives it back, to be written over. So whatever aliases
 * the buffer, such as a tensor, is closed before. Closing twice does nothing.
 */
public final class Batch implements AutoCloseable {

    private final FrameLoader lender;
    private final int samples;
    private ByteBuffer pixels; // null: given back

    Batch(FrameLoader lender, ByteBuffer pixels, int samples) {
        this.lender = lender;
        this.pixels = pixels;
        this.samples = samples;
    }

    /** Number of samples; the last batch of an epoch may have fewer than the others. */
    public int samples() {
        return samples;
    }

    /**
     * (samples, frames of a window, height, width) bytes from 0 to the limit; direct.
     *
     * @throws IllegalStateException after {@link #close}
     */
    public ByteBuffer pixels() {
        if (pixels == null) {
            throw new IllegalStateException("the batch was given back");
        }
        return pixels;
    }

    @Override
    public void close() {
        if (pixels != null) {
            ByteBuffer given = pixels;
            pixels = null;
            lender.giveBack(given);
        }
    }
}
