package tmnf.pretrain.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.Closeable;

/** BMP files as grey pictures, as OpenCV makes them. Confined to one thread. */
final class BmpFiles implements Closeable {

    private static final int RED = 4899;
    private static final int GREEN = 9617;
    private static final int BLUE = 1868;
    private static final int SHIFT = 14;
    private static final int HALF = 1 << SHIFT - 1;
    private static final int MASK = 0xFF;

    private final ImageIoFile decoder = new ImageIoFile("bmp");

    GreyPicture read(byte[] file) throws PictureException {
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
