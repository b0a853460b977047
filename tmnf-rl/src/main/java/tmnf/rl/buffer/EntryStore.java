package tmnf.rl.buffer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames and observations outside the heap, in chunks that are made when a place in them is first used and
 * freed by {@link #close}. Several threads may read at once, while none writes.
 */
final class EntryStore implements AutoCloseable {

    private static final int CHUNK_BYTES = 16 << 20;
    private static final int LINE = 64;

    private final int width;
    private final int height;
    private final int floats;
    private final int entryBytes;
    private final int chunkEntries;
    private final List<Chunk> chunks = new ArrayList<>();

    /** Of each entry its observation, then its frame: what is read together lies together. */
    private record Chunk(LargePages memory, ByteBuffer bytes, FloatBuffer numbers) {
    }

    EntryStore(BufferSettings settings) {
        width = settings.width();
        height = settings.height();
        floats = settings.floats();
        entryBytes = (int) entryBytes(settings);
        chunkEntries = chunkEntries(settings);
    }

    /** Bytes of an observation and a frame, and up to the next whole line of the processor's cache. */
    static long entryBytes(BufferSettings settings) {
        long bytes = settings.pixels() + (long) Float.BYTES * settings.floats();
        return (bytes + LINE - 1) / LINE * LINE;
    }

    /** Entries of a chunk: memory is taken by so many at once. */
    static int chunkEntries(BufferSettings settings) {
        return (int) Math.max(1, CHUNK_BYTES / entryBytes(settings));
    }

    /** Makes the chunk of a place. */
    void reach(int slot) {
        while (chunks.size() <= slot / chunkEntries) {
            LargePages memory = new LargePages((long) chunkEntries * entryBytes);
            chunks.add(new Chunk(memory, memory.bytes(), memory.bytes().asFloatBuffer()));
        }
    }

    /** Frees chunks behind so many places. */
    void trim(int slots) {
        while (chunks.size() > (slots + chunkEntries - 1) / chunkEntries) {
            chunks.remove(chunks.size() - 1).memory().close();
        }
    }

    /** Bytes that are taken now. */
    long bytes() {
        return (long) chunks.size() * chunkEntries * entryBytes;
    }

    private Chunk chunk(int slot) {
        return chunks.get(slot / chunkEntries);
    }

    private int frameAt(int slot) {
        return slot % chunkEntries * entryBytes + floats * Float.BYTES;
    }

    private int numbersAt(int slot) {
        return slot % chunkEntries * (entryBytes / Float.BYTES);
    }

    void put(int slot, byte[] frames, int frameFrom, float[] states, int stateFrom) {
        reach(slot);
        Chunk chunk = chunk(slot);
        chunk.numbers().put(numbersAt(slot), states, stateFrom, floats);
        chunk.bytes().put(frameAt(slot), frames, frameFrom, width * height);
    }

    void numbers(int slot, FloatBuffer target, int at) {
        target.put(at, chunk(slot).numbers(), numbersAt(slot), floats);
    }

    void picture(int slot, ByteBuffer target, int at) {
        target.put(at, chunk(slot).bytes(), frameAt(slot), width * height);
    }

    /**
     * A frame moved: pixel (x, y) is that at (x + right, y + down), or the nearest one inside.
     */
    void moved(int slot, int right, int down, ByteBuffer target, int at) {
        ByteBuffer bytes = chunk(slot).bytes();
        int from = frameAt(slot);
        int first = Math.min(width, Math.max(0, -right));
        int end = Math.max(first, Math.min(width, width - right));
        for (int y = 0; y < height; y++) {
            int row = from + Math.min(height - 1, Math.max(0, y + down)) * width;
            int to = at + y * width;
            for (int x = 0; x < first; x++) {
                target.put(to + x, bytes.get(row));
            }
            if (end > first) {
                target.put(to + first, bytes, row + first + right, end - first);
            }
            for (int x = end; x < width; x++) {
                target.put(to + x, bytes.get(row + width - 1));
            }
        }
    }

    /** Writes the entries of the first places. */
    void write(DataOutputStream out, int slots) throws IOException {
        byte[] bytes = new byte[floats * Float.BYTES + width * height];
        for (int slot = 0; slot < slots; slot++) {
            chunk(slot).bytes().get(slot % chunkEntries * entryBytes, bytes);
            out.write(bytes);
        }
    }

    /** Reads what {@link #write} wrote, and keeps what stays. */
    void read(DataInputStream in, SmallerRing ring) throws IOException {
        byte[] bytes = new byte[floats * Float.BYTES + width * height];
        for (int slot = 0; slot < ring.high(); slot++) {
            in.readFully(bytes);
            if (ring.keeps(slot)) {
                int place = ring.place(slot);
                reach(place);
                chunk(place).bytes().put(place % chunkEntries * entryBytes, bytes);
            }
        }
    }

    /** Moves an entry to a place that is there already. */
    void move(int from, int to) {
        chunk(to).bytes().put(to % chunkEntries * entryBytes, chunk(from).bytes(),
                from % chunkEntries * entryBytes, entryBytes);
    }

    @Override
    public void close() {
        trim(0);
    }
}
