package tmnf.pretrain.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

import tmnf.pretrain.data.PictureException.Reason;

/**
 * PNG files as grey pictures, as libpng makes them for OpenCV: of 16 bits the upper 8, transparency ignored.
 * Confined to one thread.
 */
final class PngFiles implements Closeable {

    /** 0.299, 0.587 and the rest, cut off to 32768ths as libpng does: the recorded caches hold with these. */
    private static final int RED = 9797;
    private static final int GREEN = 19234;
    private static final int BLUE = 3737;
    private static final int SHIFT = 15;
    private static final int HALF = 1 << SHIFT - 1;
    private static final int BYTE_BITS = 8;
    private static final int SIGNATURE = 8;
    private static final int CHUNK_FRAME = 12; // length, type and check sum
    private static final int HEADER = 13;
    /** Chunks without which there is no picture; others may be broken. */
    private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "IDAT");

    private final ImageIoFile decoder = new ImageIoFile("png");

    GreyPicture read(byte[] file) throws PictureException {
        check(ByteBuffer.wrap(file));
        BufferedImage image = decoder.read(file);
        Raster raster = image.getRaster();
        int width = raster.getWidth();
        byte[] grey = new byte[width * raster.getHeight()];
        int[] palette = image.getColorModel() instanceof IndexColorModel colours ? greys(colours) : null;
        int bits = raster.getSampleModel().getSampleSize(0);
        int bands = raster.getNumBands();
        int[] row = new int[width * bands];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int at = x * bands;
                int value = palette != null ? palette[row[at]]
                        : bands < 3 ? row[at] : grey(row[at], row[at + 1], row[at + 2], bits);
                grey[y * width + x] = (byte) (palette == null && bits > BYTE_BITS ? value >> BYTE_BITS
                        : value);
            }
        }
        return GreyPicture.of(width, raster.getHeight(), grey);
    }

    /** Of 8 bits libpng cuts off, of 16 it rounds. */
    private static int grey(int red, int green, int blue, int bits) {
        long sum = (long) RED * red + (long) GREEN * green + (long) BLUE * blue;
        return (int) (sum + (bits > BYTE_BITS ? HALF : 0) >> SHIFT);
    }

    private static int[] greys(IndexColorModel colours) {
        int[] greys = new int[colours.getMapSize()];
        for (int i = 0; i < greys.length; i++) {
            greys[i] = grey(colours.getRed(i), colours.getGreen(i), colours.getBlue(i), BYTE_BITS);
        }
        return greys;
    }

    /** Looks whether the file is whole and its check sums are right: the JDK's reader does not. */
    private static void check(ByteBuffer file) throws PictureException {
        int place = SIGNATURE;
        boolean header = false;
        while (true) {
            if (file.capacity() - place < CHUNK_FRAME) {
                throw new PictureException(Reason.DAMAGED, "the PNG ends too early, after "
                        + file.capacity() + " bytes");
            }
            int length = file.getInt(place);
            if (length < 0 || length > file.capacity() - place - CHUNK_FRAME) {
                throw new PictureException(Reason.DAMAGED, "the PNG ends within the chunk at byte " + place);
            }
            String type = new String(file.array(), place + 4, 4, StandardCharsets.ISO_8859_1);
            if (header != !type.equals("IHDR") || !header && length != HEADER) {
                throw new PictureException(Reason.DAMAGED,
                        "the PNG does not have one header at its beginning");
            }
            if (!header) {
                PictureReader.area(file.getInt(place + 8), file.getInt(place + 12));
                header = true;
            }
            if (NEEDED.contains(type)) {
                CRC32 sum = new CRC32();
                sum.update(file.array(), place + 4, 4 + length);
                if ((int) sum.getValue() != file.getInt(place + 8 + length)) {
                    throw new PictureException(Reason.DAMAGED,
                            "the check sum of the PNG's chunk at byte " + place + " is wrong");
                }
            }
            if (type.equals("IEND")) {
                return;
            }
            place += CHUNK_FRAME + length;
        }
    }

    @Override
    public void close() {
        decoder.close();
    }
}
