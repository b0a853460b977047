package tmnf.pretrain.data;

import java.io.Closeable;
import java.util.Arrays;
import java.util.Objects;

import tmnf.capture.dataset.jpeg.JpegCodec;
import tmnf.capture.dataset.jpeg.JpegCodecs;
import tmnf.capture.dataset.jpeg.JpegDecoder;
import tmnf.capture.dataset.jpeg.JpegException;
import tmnf.capture.dataset.jpeg.JpegLimits;
import tmnf.capture.dataset.jpeg.Picture;
import tmnf.capture.dataset.jpeg.PixelFormat;
import tmnf.pretrain.data.PictureException.Reason;

/**
 * Reads the files of frames as grey pictures; what a file is, its first bytes say. Source: pretraining note,
 * section 3, image preprocessing. Confined to one thread; close it.
 *
 * <table>
 * <caption>How colours become grey</caption>
 * <tr><td>JPEG</td><td>the brightness that the file itself has, exactly</td></tr>
 * <tr><td>PNG</td><td>(9797 R + 19234 G + 3737 B) / 32768, cut off; transparency is ignored</td></tr>
 * <tr><td>BMP</td><td>(4899 R + 9617 G + 1868 B) / 16384, rounded</td></tr>
 * <tr><td>NumPy</td><td>the mean over the last axis; bytes are 0 to 255, floats 0 to 1</td></tr>
 * </table>
 */
public final class PictureReader implements Closeable {

    /** Most pixels and bytes of a file. */
    static final JpegLimits LIMITS = JpegLimits.DEFAULT;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
    private static final byte[] NPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final byte[] BMP = {'B', 'M'};

    private final JpegDecoder jpeg;
    private final PngFiles png = new PngFiles();
    private final BmpFiles bmp = new BmpFiles();

    /** One that decodes JPEGs with the fastest library that there is; all give the same pixels. */
    public PictureReader() throws JpegException {
        this(JpegCodecs.turbo().orElseGet(JpegCodecs::imageIo));
    }

    /** One that decodes JPEGs with this library. */
    public PictureReader(JpegCodec codec) throws JpegException {
        jpeg = Objects.requireNonNull(codec, "codec").decoder(LIMITS);
    }

    /**
     * Reads a whole file.
     *
     * @throws PictureException when it is no picture, is not whole, is of a rare kind, or has more than 64
     *     MiB or 4096 times 4096 pixels
     */
    public GreyPicture read(byte[] file) throws PictureException {
        if (file.length > LIMITS.bytes()) {
            throw new PictureException(Reason.TOO_LARGE,
                    "has " + file.length + " bytes; " + LIMITS.bytes() + " are the most");
        }
        if (starts(file, PNG)) {
            return png.read(file);
        }
        if (starts(file, NPY)) {
            return NpyPicture.read(file);
        }
        if (starts(file, BMP)) {
            return bmp.read(file);
        }
        return jpeg(file);
    }

    private GreyPicture jpeg(byte[] file) throws PictureException {
        try {
            Picture picture = jpeg.decode(file, PixelFormat.GREY);
            byte[] pixels = picture.pixels();
            return GreyPicture.of(picture.width(), picture.height(),
                    pixels.length == picture.size() ? pixels : Arrays.copyOf(pixels, picture.size()));
        } catch (JpegException e) {
            boolean begun = file.length > 1 && file[0] == (byte) 0xFF && file[1] == (byte) 0xD8;
            Reason reason = switch (e.reason()) {
                case NO_JPEG -> begun ? Reason.DAMAGED : Reason.NO_PICTURE;
                case TRUNCATED, LIBRARY -> Reason.DAMAGED;
                case UNSUPPORTED -> Reason.UNSUPPORTED;
                case TOO_LARGE -> Reason.TOO_LARGE;
            };
            throw new PictureException(reason, reason == Reason.NO_PICTURE
                    ? "begins neither like a JPEG, a PNG or a BMP nor like a NumPy file" : e.getMessage(), e);
        }
    }

    private static boolean starts(byte[] file, byte[] magic) {
        return file.length >= magic.length && Arrays.equals(file, 0, magic.length, magic, 0, magic.length);
    }

    /** Refuses pictures that are empty or too large. */
    static int area(long width, long height) throws PictureException {
        if (width < 1 || height < 1) {
            throw new PictureException(Reason.DAMAGED, "has no pixels: " + width + "x" + height);
        }
        if (width > LIMITS.pixels() || height > LIMITS.pixels() || width * height > LIMITS.pixels()) {
            throw new PictureException(Reason.TOO_LARGE, "has " + width + "x" + height + " pixels; "
                    + LIMITS.pixels() + " are the most");
        }
        return (int) (width * height);
    }

    @Override
    public void close() {
        jpeg.close();
        png.close();
        bmp.close();
    }
}
