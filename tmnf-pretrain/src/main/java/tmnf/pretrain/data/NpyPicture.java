package tmnf.pretrain.data;

import java.nio.ByteBuffer;
import java.util.List;

import tmnf.gbx.npy.NpyFormatException;
import tmnf.gbx.npy.NpyHeader;
import tmnf.pretrain.data.PictureException.Reason;

/**
 * NumPy files as grey pictures: rows, columns, and maybe channels, of which the mean is taken; other axes of
 * length 1 are left out. Unsigned bytes are pixels of 0 to 255; floats of 16, 32 or 64 bits are 0 to 1.
 */
final class NpyPicture {

    private static final float WHITE = 255;

    private NpyPicture() {
    }

    static GreyPicture read(byte[] file) throws PictureException {
        NpyHeader header = header(file);
        List<Long> shape = header.shape().size() <= 2 ? header.shape()
                : header.shape().stream().filter(length -> length != 1).toList();
        if (shape.size() < 2 || shape.size() > 3) {
            throw new PictureException(Reason.UNSUPPORTED, "an array of the shape " + header.shape()
                    + " is no picture; rows, columns and maybe channels make one");
        }
        int pixels = PictureReader.area(shape.get(1), shape.get(0));
        long channels = shape.size() == 3 ? shape.get(2) : 1;
        if (header.bytesFrom(0) != file.length - header.dataOffset() || channels < 1) {
            throw new PictureException(Reason.DAMAGED, "the NumPy file of the shape " + header.shape()
                    + " has "
                    + (file.length - header.dataOffset()) + " bytes of numbers");
        }
        int width = Math.toIntExact(shape.get(1));
        int height = Math.toIntExact(shape.get(0));
        ByteBuffer data = ByteBuffer.wrap(file).order(header.order());
        if (header.type().equals("|u1") && channels == 1 && !header.fortranOrder()) {
            byte[] bytes = new byte[pixels];
            data.get(header.dataOffset(), bytes);
            return GreyPicture.of(width, height, bytes);
        }
        float[] values = new float[pixels];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int c = 0; c < channels; c++) {
                    long index = header.fortranOrder() ? y + (long) height * (x + (long) width * c)
                            : ((long) y * width + x) * channels + c;
                    sum += pixel(data, header, Math.toIntExact(index));
                }
                values[y * width + x] = (float) (sum / channels);
            }
        }
        return GreyPicture.of(width, height, values);
    }

    private static NpyHeader header(byte[] file) throws PictureException {
        try {
            return NpyHeader.parse("the NumPy file", file);
        } catch (NpyFormatException e) {
            throw new PictureException(Reason.DAMAGED, e.getMessage(), e);
        }
    }

    private static double pixel(ByteBuffer data, NpyHeader header, int index) throws PictureException {
        int place = header.dataOffset() + index * header.itemBytes();
        double value = switch (header.type().substring(1)) {
            case "u1" -> (data.get(place) & 0xFF) / (double) WHITE;
            case "f2" -> half(data.getShort(place));
            case "f4" -> data.getFloat(place);
            case "f8" -> data.getDouble(place);
            default -> throw new PictureException(Reason.UNSUPPORTED, "an array of '" + header.type()
                    + "' is no picture; unsigned bytes of 0 to 255 or floats of 0 to 1 make one");
        };
        if (!(value >= 0 && value <= 1)) {
            throw new PictureException(Reason.UNSUPPORTED, "number " + index + " is " + value
                    + "; floats of a picture are 0 to 1");
        }
        return value * WHITE;
    }

    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        double value = exponent == 0x1F ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : exponent == 0 ? fraction * 0x1p-24 : (1024 + fraction) * Math.scalb(1.0, exponent - 25);
        return bits < 0 ? -value : value;
    }
}
