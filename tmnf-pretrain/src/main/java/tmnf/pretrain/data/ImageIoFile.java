package tmnf.pretrain.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import tmnf.pretrain.data.PictureException.Reason;

/** One of the JDK's readers of pictures, tamed. Confined to one thread. */
final class ImageIoFile implements Closeable {

    private final String format;
    private final ImageReader reader;

    ImageIoFile(String format) {
        this.format = format;
        reader = ImageIO.getImageReadersByFormatName(format).next();
    }

    /** Decodes a file; its size is looked at before pixels are made. */
    BufferedImage read(byte[] file) throws PictureException {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(stream, true, true);
            PictureReader.area(reader.getWidth(0), reader.getHeight(0));
            return reader.read(0);
        } catch (PictureException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Readers throw what comes to hand at broken data: array indexes, illegal arguments, null.
            throw new PictureException(Reason.DAMAGED, "the " + format + " cannot be decoded: " + e, e);
        } finally {
            reader.reset();
        }
    }

    @Override
    public void close() {
        reader.dispose();
    }
}
