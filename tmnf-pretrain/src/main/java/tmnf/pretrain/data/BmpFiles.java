package tmnf.pretrain.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import tmnf.pretrain.data.PictureException.Reason;

/** BMP files as grey pictures, as OpenCV makes them. Confined to one thread. */
final class BmpFiles implements Closeable {

    private static final int RED = 4899;
    private static final int GREEN = 9617;
    private static final int BLUE = 1868;
    private static final int SHIFT = 14;
    private static final int HALF = 1 << SHIFT - 1;
    private static final int MASK = 0xFF;

    // Where the headers have what they say.
    private static final int PIXELS = 10;
    private static final int HEADER_SIZE = 14;
    private static final int COMPRESSION = 30;
    private static final int PIXEL_BYTES = 34;
    private static final int COLOURS = 46;
    private static final int LONG_HEADER = 40;
    private static final int SMALLEST = 26;

    private final ImageIoFile decoder = new ImageIoFile("bmp");

    GreyPicture read(byte[] file) throws PictureException {
        check(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
        BufferedImage image = decoder.read(file);
        if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
            // Made of a palette of greys; getRGB would convert between two scales of brightness.
            return of(image.getRaster());
        }
        int width = image.getWidth();
        byte[] grey = new byte[width * image.getHeight()];
        int[] row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int pixel = row[x];
                grey[y * width + x] = (byte) ((pixel >> 16 & MASK) * RED + (pixel >> 8 & MASK) * GREEN
                        + (pixel & MASK) * BLUE + HALF >> SHIFT);
            }
        }
        return GreyPicture.of(width, image.getHeight(), grey);
    }

    /** The JDK's reader makes arrays as large as the file says, before it looks whether that can be. */
    private static void check(ByteBuffer file) throws PictureException {
        int length = file.capacity();
        if (length < SMALLEST) {
            throw new PictureException(Reason.DAMAGED, "the BMP ends within its header");
        }
        boolean longHeader = file.getInt(HEADER_SIZE) >= LONG_HEADER;
        if (isBeyond(file.getInt(PIXELS), length) || isBeyond(file.getInt(HEADER_SIZE), length)
                || longHeader && length < LONG_HEADER + HEADER_SIZE
                || longHeader && isBeyond(file.getInt(COLOURS), length)
                || longHeader && file.getInt(COMPRESSION) != 0
                && isBeyond(file.getInt(PIXEL_BYTES), length)) {
            throw new PictureException(Reason.DAMAGED, "the BMP claims more than its " + length + " bytes");
        }
    }

    private static boolean isBeyond(int unsigned, int length) {
        return unsigned < 0 || unsigned > length;
    }

    private static GreyPicture of(Raster raster) {
        byte[] grey = new byte[raster.getWidth() * raster.getHeight()];
        int[] pixels = raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) pixels[i];
        }
        return GreyPicture.of(raster.getWidth(), raster.getHeight(), grey);
    }

    @Override
    public void close() {
        decoder.close();
    }
}
