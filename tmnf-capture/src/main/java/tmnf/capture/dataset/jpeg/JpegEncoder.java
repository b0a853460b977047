package tmnf.capture.dataset.jpeg;

import java.io.Closeable;

/** Encodes pictures one after the other, with buffers of its own. Confined to one thread at a time. */
public interface JpegEncoder extends Closeable {

    /**
     * Encodes a picture as a baseline JPEG with a JFIF header and the usual tables: grey with one component,
     * colour with halved colour resolution (4:2:0), as OpenCV writes them.
     *
     * @param quality 1 to 100
     * @param target holds the file afterwards
     * @throws JpegException when the library fails
     */
    void encode(Picture picture, int quality, JpegBuffer target) throws JpegException;

    /** Gives its buffers back; nothing can be encoded any more. */
    @Override
    void close();
}
