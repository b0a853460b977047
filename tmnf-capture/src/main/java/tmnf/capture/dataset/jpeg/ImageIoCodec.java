package tmnf.capture.dataset.jpeg;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Objects;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import tmnf.capture.dataset.jpeg.JpegException.Reason;

/** The JDK's codec, behind whatever reads and writes JPEGs through ImageIO. */
final class ImageIoCodec implements JpegCodec {

    private static final String FORMAT = "jpeg";
    private static final float FULL_QUALITY = 100f;
    private static final int[] RGB_OFFSETS = {0, 1, 2};
    private static final int[] GREY_OFFSETS = {0};
    private static final ColorModel GREY_MODEL = model(ColorSpace.CS_GRAY);
    private static final ColorModel RGB_MODEL = model(ColorSpace.CS_sRGB);

    private static ColorModel model(int space) {
        return new ComponentColorModel(ColorSpace.getInstance(space), false, false, ColorModel.OPAQUE,
                DataBuffer.TYPE_BYTE);
    }

    @Override
    public String name() {
        return "the JDK's codec";
    }

    @Override
    public JpegEncoder encoder() {
        return new Encoder();
    }

    @Override
    public JpegDecoder decoder(JpegLimits limits) {
        return new Decoder(limits);
    }

    /** A picture over the array, without a copy. */
    private static BufferedImage image(Picture picture) {
        boolean grey = picture.format() == PixelFormat.GREY;
        int bytes = picture.format().bytes();
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(picture.pixels(), picture.size()), picture.width(), picture.height(),
                picture.width() * bytes, bytes, grey ? GREY_OFFSETS : RGB_OFFSETS, null);
        return new BufferedImage(grey ? GREY_MODEL : RGB_MODEL, raster, false, null);
    }

    /** The same for a writer. */
    private static BufferedImage rows(Picture picture) {
        boolean grey = picture.format() == PixelFormat.GREY;
        return new BufferedImage(grey ? GREY_MODEL : RGB_MODEL,
                new RowRaster(picture, grey ? GREY_OFFSETS : RGB_OFFSETS), false, null);
    }

    /** Owns a writer. */
    private static final class Encoder implements JpegEncoder {

        private final ImageWriter writer;
        private final ImageWriteParam parameters;
        private int lastQuality;

        Encoder() {
            writer = ImageIO.getImageWritersByFormatName(FORMAT).next();
            parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setProgressiveMode(ImageWriteParam.MODE_DISABLED);
        }

        @Override
        public void encode(Picture picture, int quality, JpegBuffer target) throws JpegException {
            TurboCodec.checkQuality(quality);
            if (quality != lastQuality) {
                parameters.setCompressionQuality(quality / FULL_QUALITY);
                lastQuality = quality;
            }
            target.clear();
            try (BufferStream stream = new BufferStream(target)) {
                writer.setOutput(stream);
                writer.write(null, new IIOImage(rows(picture), null, null), parameters);
            } catch (IOException e) {
                throw new JpegException(
                        Reason.LIBRARY, "cannot encode " + picture + ": " + e.getMessage(), e);
            } finally {
                writer.setOutput(null);
            }
        }

        @Override
        public void close() {
            writer.dispose();
        }
    }

    /** Owns a reader; strict, for a warning of the library means that pixels were made up. */
    private static final class Decoder implements JpegDecoder, IIOReadWarningListener {

        private final JpegLimits limits;
        private final ImageReader reader;
        private String warning;

        Decoder(JpegLimits limits) {
            this.limits = Objects.requireNonNull(limits);
            reader = ImageIO.getImageReadersByFormatName(FORMAT).next();
            reader.addIIOReadWarningListener(this);
        }

        @Override
        public void warningOccurred(ImageReader source, String text) {
            if (warning == null) {
                warning = text;
            }
        }

        @Override
        public Picture decode(byte[] jpeg, int offset, int length, PixelFormat wanted) throws JpegException {
            Objects.checkFromIndexSize(offset, length, jpeg.length);
            JpegHeader header = JpegHeader.read(jpeg, offset, length, limits);
            PixelFormat stored = header.components() == 1 ? PixelFormat.GREY : PixelFormat.RGB;
            int count = header.width() * header.height();
            if (wanted == PixelFormat.GREY && stored == PixelFormat.RGB
                    && JpegColours.hasBrightness(jpeg, offset)) {
                return new Picture(header.width(), header.height(), wanted,
                        brightness(jpeg, offset, length, count));
            }
            Picture picture = new Picture(header.width(), header.height(), stored,
                    new byte[count * stored.bytes()]);
            read(jpeg, offset, length, parameters -> {
                parameters.setDestination(image(picture));
                reader.read(0, parameters);
            });
            if (stored == wanted) {
                return picture;
            }
            byte[] converted = new byte[count * wanted.bytes()];
            if (wanted == PixelFormat.GREY) {
                BgraPixels.rgbToGrey(picture.pixels(), count, converted);
            } else {
                BgraPixels.greyToRgb(picture.pixels(), count, converted);
            }
            return new Picture(header.width(), header.height(), wanted, converted);
        }

        /** What the file itself has as brightness, untouched by a conversion to colours and back. */
        private byte[] brightness(byte[] jpeg, int offset, int length, int count) throws JpegException {
            byte[] grey = new byte[count];
            read(jpeg, offset, length, parameters -> {
                Raster raster = reader.readRaster(0, parameters);
                int bands = raster.getNumBands();
                byte[] all = ((DataBufferByte) raster.getDataBuffer()).getData();
                for (int i = 0, from = 0; i < count; i++, from += bands) {
                    grey[i] = all[from];
                }
            });
            return grey;
        }

        /** A call of the library. */
        private interface Reading {
            void run(ImageReadParam parameters) throws IOException;
        }

        private void read(byte[] jpeg, int offset, int length, Reading reading) throws JpegException {
            warning = null;
            try (ImageInputStream stream = new ArrayStream(jpeg, offset, length)) {
                reader.setInput(stream, true, true);
                reading.run(reader.getDefaultReadParam());
            } catch (IOException | RuntimeException e) {
                // Readers throw what comes to hand at broken data: array indexes, illegal arguments, null.
                throw new JpegException(Reason.NO_JPEG, "the JPEG cannot be decoded: " + e.getMessage(), e);
            } finally {
                reader.reset();
                reader.addIIOReadWarningListener(this);
            }
            if (warning != null) {
                boolean early = warning.contains("Premature") || warning.contains("Truncated");
                throw new JpegException(early ? Reason.TRUNCATED : Reason.NO_JPEG,
                        "the JPEG is not whole: " + warning);
            }
        }

        @Override
        public void close() {
            reader.dispose();
        }
    }
}
