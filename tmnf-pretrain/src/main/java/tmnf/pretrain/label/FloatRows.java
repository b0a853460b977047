package tmnf.pretrain.label;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Rows of floats in a file, mapped in slices: they take room of the system's and none of Java's. Thread-safe.
 * The memory is given back when the garbage collector finds that it is not needed any more.
 */
final class FloatRows {

    private static final int SLICE_BYTES = 1 << 30;

    private final int size;
    private final int rows;
    private final int sliceRows;
    /** Null after closing. */
    private volatile FloatBuffer[] slices;

    private FloatRows(int size, int rows, int sliceBytes) {
        this.size = size;
        this.rows = rows;
        sliceRows = Math.max(1, sliceBytes / (size * Float.BYTES));
    }

    /** Maps rows from a place in a file on, little-endian. */
    static FloatRows map(Path file, long offset, int size, int rows) throws IOException {
        return map(file, offset, size, rows, SLICE_BYTES);
    }

    static FloatRows map(Path file, long offset, int size, int rows, int sliceBytes) throws IOException {
        FloatRows mapped = new FloatRows(size, rows, sliceBytes);
        FloatBuffer[] slices = new FloatBuffer[(rows + mapped.sliceRows - 1) / mapped.sliceRows];
        long rowBytes = (long) size * Float.BYTES;
        try (FileChannel channel = FileChannel.open(file)) {
            for (int i = 0; i < slices.length; i++) {
                long first = (long) i * mapped.sliceRows;
                ByteBuffer slice = channel.map(FileChannel.MapMode.READ_ONLY, offset + first * rowBytes,
                        Math.min(mapped.sliceRows, rows - first) * rowBytes);
                slices[i] = slice.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            }
        }
        mapped.slices = slices;
        return mapped;
    }

    int size() {
        return size;
    }

    int rows() {
        return rows;
    }

    /** Appends a row. */
    void copy(int row, FloatBuffer to) {
        Objects.checkIndex(row, rows);
        FloatBuffer[] open = slices;
        if (open == null) {
            throw new IllegalStateException("these numbers are closed");
        }
        int at = to.position();
        to.put(at, open[row / sliceRows], row % sliceRows * size, size);
        to.position(at + size);
    }

    void close() {
        slices = null;
    }
}
