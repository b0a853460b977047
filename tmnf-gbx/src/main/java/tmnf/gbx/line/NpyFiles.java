package tmnf.gbx.line;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tmnf.gbx.npy.NpyFormatException;
import tmnf.gbx.npy.NpyFormatException.Reason;
import tmnf.gbx.npy.NpyHeader;

/**
 * Reads and writes reference lines as NumPy files of shape (n, 3). Reads float32 and float64, either byte
 * order, rows or columns first, format versions 1 to 3. Writes what {@code numpy.save} writes, byte for byte:
 * version 1.0, little-endian float64, rows first. Safe for use from several threads.
 */
public final class NpyFiles {

    /** More points than any track has: a line of 2,000 km at half a metre. */
    static final int MAX_POINTS = 4_000_000;

    private static final long MAX_FILE = 10_240 + 24L * MAX_POINTS;

    private NpyFiles() {}

    /**
     * Reads a line from a file.
     *
     * @throws NpyFormatException when the content is no line
     */
    public static ReferenceLine read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MAX_FILE) {
            throw new NpyFormatException(Reason.LIMIT, file.toString(), size + " bytes are too many");
        }
        return parse(file.toString(), Files.readAllBytes(file));
    }

    /** Reads a line from a whole file in memory; {@code label} names it in messages. */
    public static ReferenceLine parse(String label, byte[] bytes) throws NpyFormatException {
        NpyHeader header = NpyHeader.parse(label, bytes);
        int points = points(label, header);
        long expected = header.bytesFrom(0);
        long present = bytes.length - (long) header.dataOffset();
        if (present != expected) {
            throw new NpyFormatException(
                    Reason.WRONG_LENGTH,
                    label,
                    points + " points need " + expected + " bytes, " + present + " are there");
        }
        ByteBuffer data = ByteBuffer.wrap(bytes, header.dataOffset(), (int) expected).order(header.order());
        double[] coordinates = new double[points * ReferenceLine.DIMENSIONS];
        for (int i = 0; i < coordinates.length; i++) {
            double value = header.itemBytes() == Float.BYTES ? data.getFloat() : data.getDouble();
            int at = header.fortranOrder() ? i % points * ReferenceLine.DIMENSIONS + i / points : i;
            if (!Double.isFinite(value)) {
                int point = at / ReferenceLine.DIMENSIONS;
                throw new NpyFormatException(
                        Reason.NOT_FINITE, label, "point " + point + " is not finite: " + value);
            }
            coordinates[at] = value;
        }
        return ReferenceLine.owning(coordinates);
    }

    /** How many points the file says it has. */
    private static int points(String label, NpyHeader header) throws NpyFormatException {
        String type = header.type();
        if (!type.endsWith("f4") && !type.endsWith("f8") || type.startsWith("|")) {
            throw new NpyFormatException(
                    Reason.UNSUPPORTED_TYPE, label, "holds '" + type + "'; float32 or float64 is needed");
        }
        List<Long> shape = header.shape();
        if (shape.size() != 2 || shape.get(1) != ReferenceLine.DIMENSIONS || shape.get(0) < 2) {
            throw new NpyFormatException(
                    Reason.WRONG_SHAPE, label, "has the shape " + shape + "; [n, 3], n >= 2, is needed");
        }
        if (shape.get(0) > MAX_POINTS) {
            throw new NpyFormatException(Reason.LIMIT, label, "claims " + shape.get(0) + " points");
        }
        return shape.get(0).intValue();
    }

    /** The file for a line, its numbers as they are (see {@link ReferenceLine#rounded()}). */
    public static byte[] format(ReferenceLine line) {
        byte[] header = NpyHeader.of("<f8", List.of((long) line.size(), 3L)).bytes();
        int dataBytes = line.size() * ReferenceLine.DIMENSIONS * Double.BYTES;
        ByteBuffer file = ByteBuffer.allocate(header.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header);
        for (int i = 0; i < line.size(); i++) {
            file.putDouble(line.x(i)).putDouble(line.y(i)).putDouble(line.z(i));
        }
        return file.array();
    }
}
