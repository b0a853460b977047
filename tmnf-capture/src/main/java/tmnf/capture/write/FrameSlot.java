package tmnf.capture.write;

import java.nio.ByteBuffer;

import tmnf.capture.dataset.jpeg.BgraPixels;
import tmnf.capture.dataset.jpeg.JpegBuffer;
import tmnf.capture.dataset.jpeg.JpegEncoder;
import tmnf.capture.dataset.jpeg.JpegException;
import tmnf.capture.dataset.jpeg.Picture;
import tmnf.capture.dataset.jpeg.PixelFormat;
import tmnf.tminterface.protocol.FrameSize;

/** The buffers of a frame in flight, used again and again. Handed from thread to thread. */
final class FrameSlot {

    private final JpegBuffer jpeg = new JpegBuffer();
    private int[] bgra = {};
    private byte[] pixels = {};
    private FrameSize size = FrameSize.NONE;

    /** Copies a frame. */
    void fill(FrameSize frameSize, ByteBuffer from) {
        int bytes = frameSize.bytes();
        if (from.remaining() != bytes) {
            throw new IllegalArgumentException(
                    "a frame of " + frameSize + " has " + bytes + " bytes, not " + from.remaining());
        }
        int count = frameSize.width() * frameSize.height();
        if (bgra.length < count) {
            bgra = new int[count];
        }
        BgraPixels.read(from, count, bgra);
        size = frameSize;
    }

    /** Encodes it. */
    void encode(JpegEncoder encoder, PixelFormat format, int quality) throws JpegException {
        int count = size.width() * size.height();
        if (pixels.length < count * format.bytes()) {
            pixels = new byte[count * format.bytes()];
        }
        if (format == PixelFormat.GREY) {
            BgraPixels.toGrey(bgra, count, pixels);
        } else {
            BgraPixels.toRgb(bgra, count, pixels);
        }
        encoder.encode(new Picture(size.width(), size.height(), format, pixels), quality, jpeg);
    }

    /** The file. */
    JpegBuffer jpeg() {
        return jpeg;
    }
}
