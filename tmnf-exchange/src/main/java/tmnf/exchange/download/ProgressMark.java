package tmnf.exchange.download;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tmnf.exchange.http.Time;
import tmnf.gbx.file.AtomicMove;

/**
 * The file {@code .replay_progress}: how many tracks from the start of the list are settled, as the Python
 * tools read it. Thread-safe. The journal is the truth; this is for others, so it is not flushed to the disk.
 */
final class ProgressMark {

    static final String FILE = ".replay_progress";

    /** What the name of the file gets while it is written. */
    static final String TEMPORARY = ".tmp";

    private static final Logger LOG = LoggerFactory.getLogger(ProgressMark.class);
    private static final long WRITE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** More digits than any list has lines. */
    private static final int MAX_BYTES = 32;

    private final AtomicMove move;
    private final Path file; // null: only counts
    private final long[] ids;
    private final Time time;
    private final long[] sorted;
    private final BitSet settled = new BitSet(); // by place in the sorted ids
    private int value;
    private int written = -1;
    private long writtenAt;
    private boolean warned;

    /** A mark at the start of a list, in which an id may occur twice. Writes nothing yet. */
    ProgressMark(Path replaysDir, List<Long> ids, Time time) {
        this(replaysDir, ids, time, AtomicMove.SYSTEM);
    }

    ProgressMark(Path replaysDir, List<Long> ids, Time time, AtomicMove move) {
        this(ids, time, replaysDir.resolve(FILE), move);
    }

    private ProgressMark(List<Long> ids, Time time, Path file, AtomicMove move) {
        this.move = move;
        this.file = file;
        this.ids = ids.stream().mapToLong(Long::longValue).toArray();
        sorted = Arrays.stream(this.ids).sorted().distinct().toArray();
        this.time = time;
        writtenAt = time.nanos();
    }

    /** One for tracks that are no list, or without replays: the file would tell others what is not so. */
    static ProgressMark unwritten(List<Long> ids, Time time) {
        return new ProgressMark(ids, time, null, AtomicMove.SYSTEM);
    }

    /** The number in the file; 0 when there is no file, or no number in it. */
    static long read(Path replaysDir) throws IOException {
        Path file = replaysDir.resolve(FILE);
        if (!Files.isRegularFile(file) || !Files.isReadable(file) || Files.size(file) > MAX_BYTES) {
            return 0;
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /** A track has nothing left to do; written now and then. */
    synchronized void settled(long trackId) {
        int place = Arrays.binarySearch(sorted, trackId);
        if (place >= 0) {
            settled.set(place);
            advance();
        }
        if (value != written && time.nanos() - writtenAt >= WRITE_EVERY_NANOS) {
            write(move::once); // others wait for us, and the next one comes soon
        }
    }

    private void advance() {
        while (value < ids.length && settled.get(Arrays.binarySearch(sorted, ids[value]))) {
            value++;
        }
    }

    /** Tracks from the start of the list that are settled. */
    synchronized int value() {
        return value;
    }

    /**
     * Writes the file now, if it does not say so already. Nothing of ours depends on it, so a file that
     * somebody holds open costs a warning and no more.
     */
    synchronized void write() {
        write(move::move);
    }

    private interface Step {
        void move(Path from, Path to) throws IOException;
    }

    private void write(Step step) {
        writtenAt = time.nanos();
        if (file == null || written == value) {
            return;
        }
        Path temporary = file.resolveSibling(FILE + TEMPORARY);
        try {
            // No channel: the interrupt that ends a worker would keep it from writing.
            try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                out.write(Integer.toString(value).getBytes(StandardCharsets.US_ASCII));
            }
            step.move(temporary, file);
            written = value;
        } catch (IOException e) {
            failed(temporary, e);
        }
    }

    private void failed(Path temporary, IOException why) {
        if (!warned) {
            warned = true;
            LOG.warn("{} does not say how far the download is: {}", file, why.toString());
        }
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            LOG.debug("{} stays until the next start: {}", temporary, e.toString());
        }
    }
}
