package tmnf.pretrain.data;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Samples in a buffer that is lent: closing the batch gives it back, to be written over. So whatever aliases
 * the buffer, such as a tensor, is closed before. Closing twice does nothing.
 */
public final class Batch implements AutoCloseable {

    private final FrameLoader lender;
    private final LoaderEpoch epoch;
    private final int number;
    private final int samples;
    private ByteBuffer pixels; // null: given back

    Batch(FrameLoader lender, ByteBuffer pixels, LoaderEpoch epoch, int number) {
        this.lender = lender;
        this.pixels = pixels;
        this.epoch = epoch;
        this.number = number;
        samples = epoch.samples(number);
    }

    /** Number of samples; the last batch of an epoch may have fewer than the others. */
    public int samples() {
        return samples;
    }

    /** Number of the window that a sample shows. */
    public int window(int sample) {
        return epoch.window(number, Objects.checkIndex(sample, samples));
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
