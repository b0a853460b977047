package tmnf.exchange.download;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tmnf.exchange.http.Time;

/**
 * The file of a journal, open for appending. Each line is handed to the system in one call and at once, so
 * that a killed process loses none; a thread of its own brings the lines to the disk about once a second, and
 * then appends a line that says so. Thread-safe.
 */
final class JournalFile implements Closeable {

    /** What the name of the file gets while it is written anew. */
    static final String TEMPORARY = ".tmp";

    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
    private static final long FLUSH_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int FLUSH_LINES = 8192;

    private final Path file;
    private final JournalStorage.Opener opener;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread flusher = new Thread(this::flushNowAndThen, "tmnf-journal-1");
    private JournalStorage storage;
    private long length;
    private int lines;
    private int unflushed;
    private boolean closed;
    private IOException broken; // null: the file can be written

    JournalFile(Path file, JournalScan.Extent extent, JournalStorage.Opener opener, Time time)
            throws IOException {
        this.file = file;
        this.opener = opener;
        this.time = time;
        storage = opener.open(file, extent.length());
        length = extent.length();
        lines = extent.lines();
        flusher.setDaemon(true);
        flusher.start();
    }

    int lines() {
        lock.lock();
        try {
            return lines;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Appends a line. When that fails nothing of it stays, so that later lines are whole again once there is
     * room on the disk.
     */
    void append(byte[] line) throws IOException {
        lock.lock();
        try {
            write(line);
            unflushed++;
            if (unflushed == 1 || unflushed == FLUSH_LINES) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void write(byte[] line) throws IOException {
        if (closed || broken != null) {
            throw failure(closed ? new IOException("the journal is closed") : broken);
        }
        try {
            storage.append(line);
            length += line.length;
            lines++;
        } catch (IOException e) {
            takeBack(e);
            throw failure(e);
        }
    }

    private void takeBack(IOException cause) {
        try {
            storage.cut(length);
        } catch (IOException e) {
            cause.addSuppressed(e);
            broken = cause;
        }
    }

    private FileSystemException failure(IOException cause) {
        FileSystemException failure =
                new FileSystemException(file.toString(), null, "cannot be written: " + cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    /** Brings everything to the disk. */
    void flush() throws IOException {
        lock.lock();
        try {
            if (closed || broken != null) {
                throw closed ? new IOException("the journal is closed") : broken;
            }
            storage.force();
            unflushed = 0;
        } catch (IOException e) {
            broken = e;
            throw failure(e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts other lines in the place of all. At every moment the file has either the old ones or the new ones;
     * when it cannot be done it keeps the old ones.
     */
    void rewrite(WholeLines all) throws IOException {
        lock.lock();
        try {
            Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
            JournalScan.Extent extent;
            try {
                extent = writeWhole(temporary, all);
            } catch (IOException e) {
                keepOldLines(temporary, e);
                flush();
                return;
            }
            replaceBy(temporary, extent);
        } finally {
            lock.unlock();
        }
    }

    private static JournalScan.Extent writeWhole(Path temporary, WholeLines all) throws IOException {
        long[] length = {0};
        int[] lines = {0};
        try (FileOutputStream file = new FileOutputStream(temporary.toFile());
                OutputStream out = new BufferedOutputStream(file, 1 << 16)) {
            all.writeTo(line -> {
                out.write(line);
                length[0] += line.length;
                lines[0]++;
            });
            out.flush();
            file.getFD().sync();
        }
        return new JournalScan.Extent(length[0], lines[0]);
    }

    private void replaceBy(Path temporary, JournalScan.Extent extent) throws IOException {
        boolean replaced = false;
        // First closed: Windows replaces no open file.
        storage.close();
        try {
            opener.replace(file, temporary);
            length = extent.length();
            lines = extent.lines();
            unflushed = 0;
            replaced = true;
            forceFolder();
        } catch (IOException e) {
            keepOldLines(temporary, e);
        }
        try {
            storage = opener.open(file, length);
        } catch (IOException e) {
            broken = e;
            throw failure(e);
        }
        if (!replaced) {
            flush();
        }
    }

    private void keepOldLines(Path temporary, IOException why) {
        LOG.warn("{} was not made shorter: {}", file, why.getMessage());
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            LOG.debug("{} stays until the next start: {}", temporary, e.toString());
        }
    }

    private void forceFolder() {
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            LOG.debug("this system cannot flush a folder: {}", e.toString());
        }
    }

    // Waits in real time whatever the clock of the run is: this is about the power of the machine.
    private void flushNowAndThen() {
        lock.lock();
        try {
            while (!closed) {
                if (unflushed == 0) {
                    changed.await();
                } else if (unflushed >= FLUSH_LINES || changed.awaitNanos(FLUSH_EVERY_NANOS) <= 0) {
                    flushAndSay();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("no more flushes: interrupted");
        } finally {
            lock.unlock();
        }
    }

    /** The lock is not held while the disk works. */
    private void flushAndSay() {
        JournalStorage flushed = storage;
        byte[] line = JournalLines.of(new JournalEvent.Sync(time.now().toEpochMilli()));
        unflushed = 0;
        lock.unlock();
        IOException failed = null;
        try {
            flushed.force();
        } catch (IOException e) {
            failed = e;
        } finally {
            lock.lock();
        }
        if (closed || flushed != storage || broken != null) {
            return;
        }
        try {
            if (failed != null) {
                throw failed;
            }
            write(line);
        } catch (IOException e) {
            broken = e;
            LOG.warn("{} cannot be brought to the disk: {}", file, e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = Thread.interrupted();
        try {
            flusher.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        storage.close();
    }
}
