package tmnf.capture.dataset.jpeg;

/**
 * A JPEG library. Safe for use by several threads; each makes encoders and decoders of its own, and closes
 * them.
 */
public interface JpegCodec {

    /** For people: which library this is. */
    String name();

    /** A new encoder. */
    JpegEncoder encoder() throws JpegException;

    /** A new decoder for files within the limits. */
    JpegDecoder decoder(JpegLimits limits) throws JpegException;

    /** A new decoder with {@link JpegLimits#DEFAULT}. */
    default JpegDecoder decoder() throws JpegException {
        return decoder(JpegLimits.DEFAULT);
    }
}
