package tmnf.exchange.download;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import tmnf.gbx.file.AtomicMove;

/** The bytes of a journal on disk, open at their end. Tests put one in that fails. */
interface JournalStorage extends Closeable {

    /** Hands bytes to the system in one call; after that they survive the end of this process. */
    void append(byte[] bytes) throws IOException;

    /** Waits until all that was appended survives a power cut. */
    void force() throws IOException;

    /** Forgets what is behind. */
    void cut(long length) throws IOException;

    /** How to open one. */
    interface Opener {
        /** Opens or makes a file of which only the first {@code length} bytes count. */
        JournalStorage open(Path file, long length) throws IOException;

        /** Puts another file in the place of one that is closed. */
        default void replace(Path file, Path by) throws IOException {
            AtomicMove.SYSTEM.move(by, file);
        }
    }

    /**
     * A plain file. Not a channel: the interrupt that ends a worker would close the channel under all others.
     */
    static JournalStorage file(Path file, long length) throws IOException {
        RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
        JournalStorage storage = new JournalStorage() {
            @Override
            public void append(byte[] bytes) throws IOException {
                open.write(bytes);
            }

            @Override
            public void force() throws IOException {
                open.getFD().sync();
            }

            @Override
            public void cut(long end) throws IOException {
                if (open.length() != end) {
                    open.setLength(end);
                }
                open.seek(end);
            }

            @Override
            public void close() throws IOException {
                open.close();
            }
        };
        try {
            storage.cut(length);
            return storage;
        } catch (IOException e) {
            open.close();
            throw e;
        }
    }
}
