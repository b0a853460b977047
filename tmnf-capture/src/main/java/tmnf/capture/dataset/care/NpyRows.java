package tmnf.capture.dataset.care;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import tmnf.gbx.file.AtomicMove;
import tmnf.gbx.npy.NpyFormatException;
import tmnf.gbx.npy.NpyHeader;

/**
 * A NumPy array in a file, of any number type and shape, whose rows can be taken out without holding it in
 * memory. Rows are elements along the first axis; the array has to be stored row by row.
 */
final class NpyRows {

    private final Path file;
    private final NpyHeader header;

    private NpyRows(Path file, NpyHeader header) {
        this.file = file;
        this.header = header;
    }

    /** Reads the header. */
    static NpyRows open(Path file) throws IOException {
        NpyHeader header;
        try {
            header = NpyHeader.read(file);
        } catch (NpyFormatException e) {
            throw new CacheException(e.getMessage(), CacheMeta.ADVICE, e);
        }
        if (header.fortranOrder() || header.shape().isEmpty()) {
            throw broken(file, "is not stored row by row");
        }
        if (header.bytesFrom(0) != Files.size(file) - header.dataOffset()) {
            throw broken(file, "is not as long as its shape says: " + header.shape());
        }
        return new NpyRows(file, header);
    }

    long rows() {
        return header.shape().get(0);
    }

    /** Rewrites the file without some rows; readers see the old one or the new one. */
    void remove(BitSet leaving) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + ".new");
        List<Long> left = new ArrayList<>(header.shape());
        left.set(0, rows() - leaving.cardinality());
        long rowBytes = header.bytesFrom(1);
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(Files.newInputStream(file), 1 << 16));
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
            in.skipNBytes(header.dataOffset());
            out.write(NpyHeader.of(header.type(), left).bytes());
            for (long row = 0; row < rows(); row++) {
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

    private static CacheException broken(Path file, String rule) {
        return new CacheException(file, rule, CacheMeta.ADVICE);
    }
}
