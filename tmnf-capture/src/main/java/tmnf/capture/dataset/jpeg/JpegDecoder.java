package tmnf.capture.dataset.jpeg;

import java.io.Closeable;

/** Decodes files one after the other, with buffers of its own. Confined to one thread at a time. */
public interface JpegDecoder extends Closeable {

    /**
     * Decodes a whole file strictly: one that ends too early or has broken data is refused, not half shown.
     *
     * @param wanted of the picture, whatever the file has: grey of a colour file is its own brightness, or by
     *     {@link BgraPixels}' formula if it holds red, green and blue; grey becomes equal parts of colour
     * @return a picture with an array of its own
     * @throws JpegException when it is no JPEG, not whole, of a kind that frames never are, or larger than
     *     the limits of this decoder
     */
    Picture decode(byte[] jpeg, int offset, int length, PixelFormat wanted) throws JpegException;

    /** As {@link #decode(byte[], int, int, PixelFormat)} with a whole array. */
    default Picture decode(byte[] jpeg, PixelFormat wanted) throws JpegException {
        return decode(jpeg, 0, jpeg.length, wanted);
    }

    /** Gives its buffers back; nothing can be decoded any more. */
    @Override
    void close();
}
