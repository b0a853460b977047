package tmnf.capture.dataset.care;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tmnf.gbx.file.AtomicMove;

/**
 * A NumPy array in a file, of any number type and shape, whose rows can be taken out without holding it in
 * memory. Rows are elements along the first axis; the array has to be stored row by row.
 */
final class NpyRows {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MOST_HEADER = 10_000;
    private static final int ALIGNMENT = 64;
    private static final Pattern HEADER = Pattern.compile(
            "\\{\\s*'descr'\\s*:\\s*'([<>|=][a-zA-Z](\\d+))'\\s*,"
            + "\\s*'fortran_order'\\s*:\\s*(True|False)\\s*,\\s*'shape'\\s*:\\s*"
            + "\\((\\d{1,18})((?:\\s*,\\s*\\d{1,9})*)\\s*,?\\s*\\)\\s*,?\\s*\\}\\s*");

    private final Path file;
    private final String type;
    private final long rows;
    /** The rest of the shape as it stands in the header. */
    private final String rest;
    private final long rowBytes;
    private final int dataOffset;

    private NpyRows(Path file, String type, long rows, String rest, long rowBytes, int dataOffset) {
        this.file = file;
        this.type = type;
        this.rows = rows;
        this.rest = rest;
        this.rowBytes = rowBytes;
        this.dataOffset = dataOffset;
    }

    /** Reads the header. */
    static NpyRows open(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            byte[] magic = new byte[MAGIC.length + 2];
            in.readFully(magic);
            for (int i = 0; i < MAGIC.length; i++) {
                if (magic[i] != MAGIC[i]) {
                    throw broken(file, "does not begin like a NumPy file");
                }
            }
            boolean first = magic[MAGIC.length] == 1;
            int length = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
            length |= first ? 0 : Short.toUnsignedInt(Short.reverseBytes(in.readShort())) << 16;
            if (length < 0 || length > MOST_HEADER) {
                throw broken(file, "claims a header of " + Integer.toUnsignedLong(length) + " bytes");
            }
            byte[] text = new byte[length];
            in.readFully(text);
            return of(file, new String(text, StandardCharsets.UTF_8), MAGIC.length + (first ? 4 : 6)
                    + length);
        } catch (EOFException e) {
            throw new CacheException(file, "ends within its header", CacheMeta.ADVICE, e);
        }
    }

    private static NpyRows of(Path file, String text, int dataOffset) throws IOException {
        Matcher header = HEADER.matcher(text);
        if (!header.matches()) {
            throw broken(file, "its header is none of an array of numbers: " + text.strip());
        }
        if (header.group(3).equals("True")) {
            throw broken(file, "is stored column by column");
        }
        long rows = Long.parseLong(header.group(4));
        long bytes = Integer.parseInt(header.group(2));
        try {
            for (String length : header.group(5).split(",")) {
                bytes = length.isBlank() ? bytes : Math.multiplyExact(bytes, Long.parseLong(length.strip()));
            }
            if (Math.addExact(dataOffset, Math.multiplyExact(rows, bytes)) != Files.size(file)) {
                throw broken(file, "is not as long as its shape says: " + text.strip());
            }
        } catch (ArithmeticException e) {
            throw new CacheException(file, "claims more than can be counted", CacheMeta.ADVICE, e);
        }
        return new NpyRows(file, header.group(1), rows, header.group(5), bytes, dataOffset);
    }

    long rows() {
        return rows;
    }

    /** Rewrites the file without some rows; readers see the old one or the new one. */
    void remove(BitSet leaving) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + ".new");
        long left = rows - leaving.cardinality();
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(Files.newInputStream(file), 1 << 16));
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
            in.skipNBytes(dataOffset);
            out.write(header(left));
            for (long row = 0; row < rows; row++) {
                if (row <= Integer.MAX_VALUE && leaving.get((int) row)) {
                    in.skipNBytes(rowBytes);
                } else {
                    copy(in, out, rowBytes);
                }
            }
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        AtomicMove.SYSTEM.move(part, file);
    }

    private static void copy(DataInputStream in, OutputStream out, long bytes) throws IOException {
        byte[] buffer = new byte[(int) Math.min(1 << 16, Math.max(1, bytes))];
        for (long left = bytes; left > 0;) {
            int part = (int) Math.min(buffer.length, left);
            in.readFully(buffer, 0, part);
            out.write(buffer, 0, part);
            left -= part;
        }
    }

    private byte[] header(long count) {
        String shape = "(" + count + (rest.isBlank() ? "," : rest) + ")";
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int prefix = MAGIC.length + 4;
        int total = (prefix + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        StringBuilder padded = new StringBuilder(text);
        while (prefix + padded.length() + 1 < total) {
            padded.append(' ');
        }
        padded.append('\n');
        byte[] header = new byte[total];
        System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
        header[MAGIC.length] = 1;
        header[MAGIC.length + 2] = (byte) padded.length();
        header[MAGIC.length + 3] = (byte) (padded.length() >> 8);
        System.arraycopy(padded.toString().getBytes(StandardCharsets.US_ASCII), 0, header, prefix,
                padded.length());
        return header;
    }

    private static CacheException broken(Path file, String rule) {
        return new CacheException(file, rule, CacheMeta.ADVICE);
    }
}
