package tmnf.capture.dataset;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.SimStateData;

/**
 * The full states of a capture.
 *
 * <pre>
 * gzip of records, one after the other, little-endian:
 * 0  int32     race time, ms
 * 4  int32     n, length of the state
 * 8  n bytes   the state as the game sent it
 * </pre>
 */
final class StateCursor implements DatasetCursor<StoredState> {

    static final String FILE = "states.bin.gz";
    static final int HEADER = 8;
    static final int MAX_STATE = SimStateData.MIN_SIZE + 12 * CheckpointData.MAX_COUNT;

    private static final String ADVICE = "Capture the replay again with full states, or remove the file.";

    private final Path file;
    private final InputStream in;
    private long offset;

    StateCursor(Path file) throws IOException {
        this.file = file;
        InputStream raw = Files.newInputStream(file);
        try {
            in = new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16);
        } catch (IOException e) {
            raw.close();
            throw broken("is no gzip file: " + e.getMessage(), e);
        }
    }

    /** A cursor over nothing. */
    static DatasetCursor<StoredState> none() {
        return new DatasetCursor<>() {
            @Override
            public Optional<StoredState> next() {
                return Optional.empty();
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    @Override
    public Optional<StoredState> next() throws IOException {
        byte[] header = read(HEADER);
        if (header.length == 0) {
            return Optional.empty();
        }
        if (header.length < HEADER) {
            throw broken("ends in the middle of a record", null);
        }
        ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        int timeMs = fields.getInt();
        int length = fields.getInt();
        if (length < 0 || length > MAX_STATE) {
            throw broken("claims a state of " + length + " bytes, the limit is " + MAX_STATE, null);
        }
        offset += HEADER;
        byte[] bytes = read(length);
        if (bytes.length < length) {
            throw broken("ends after " + bytes.length + " of a state's " + length + " bytes", null);
        }
        offset += length;
        return Optional.of(new StoredState(timeMs, bytes));
    }

    private byte[] read(int count) throws IOException {
        try {
            return in.readNBytes(count);
        } catch (ZipException | EOFException e) {
            throw broken("is damaged: " + e.getMessage(), e);
        }
    }

    private DatasetException broken(String rule, Throwable cause) {
        return new DatasetException(file, "byte " + offset + " of the unpacked records", rule, ADVICE, cause);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
