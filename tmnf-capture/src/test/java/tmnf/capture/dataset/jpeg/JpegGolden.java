package tmnf.capture.dataset.jpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The frame that OpenCV encoded too, and the codecs that there are. */
final class JpegGolden {

    static final int WIDTH = 52;
    static final int HEIGHT = 37;
    static final int COUNT = WIDTH * HEIGHT;
    static final int QUALITY = 95;

    private JpegGolden() {
    }

    static byte[] file(String name) {
        try (InputStream in = JpegGolden.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static int[] frame() {
        int[] pixels = new int[COUNT];
        BgraPixels.read(ByteBuffer.wrap(file("frame.bgra")), COUNT, pixels);
        return pixels;
    }

    static Picture grey() {
        byte[] grey = new byte[COUNT];
        BgraPixels.toGrey(frame(), COUNT, grey);
        return new Picture(WIDTH, HEIGHT, PixelFormat.GREY, grey);
    }

    static Picture colour() {
        byte[] rgb = new byte[3 * COUNT];
        BgraPixels.toRgb(frame(), COUNT, rgb);
        return new Picture(WIDTH, HEIGHT, PixelFormat.RGB, rgb);
    }

    /** The JDK's, and libturbojpeg where it is installed. */
    static List<JpegCodec> codecs() {
        List<JpegCodec> codecs = new ArrayList<>(List.of(JpegCodecs.imageIo()));
        JpegCodecs.turbo().ifPresentOrElse(codecs::add,
                () -> System.err.println("SKIPPED: libturbojpeg is not installed and not tested for real"));
        return codecs;
    }

    static byte[] encode(JpegCodec codec, Picture picture, int quality) throws JpegException {
        try (JpegEncoder encoder = codec.encoder()) {
            JpegBuffer target = new JpegBuffer();
            encoder.encode(picture, quality, target);
            return target.toBytes();
        }
    }

    static Picture decode(JpegCodec codec, byte[] jpeg, PixelFormat wanted) throws JpegException {
        try (JpegDecoder decoder = codec.decoder()) {
            return decoder.decode(jpeg, wanted);
        }
    }

    static int largestDifference(byte[] a, byte[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(a.length + " and " + b.length + " bytes");
        }
        int largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs((a[i] & 0xFF) - (b[i] & 0xFF)));
        }
        return largest;
    }
}
