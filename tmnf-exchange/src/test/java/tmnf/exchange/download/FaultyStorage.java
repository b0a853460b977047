package tmnf.exchange.download;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk that is full, broken or busy when told so; full, half of what is written arrives. */
final class FaultyStorage implements JournalStorage.Opener {

    volatile boolean full;
    volatile boolean broken;
    volatile boolean busy;
    volatile int forced;

    @Override
    public void replace(Path file, Path by) throws IOException {
        if (busy) {
            throw new AccessDeniedException(file.toString(), null, "used by another process");
        }
        JournalStorage.Opener.super.replace(file, by);
    }

    @Override
    public JournalStorage open(Path file, long length) throws IOException {
        JournalStorage real = JournalStorage.file(file, length);
        return new JournalStorage() {
            @Override
            public void append(byte[] bytes) throws IOException {
                if (full) {
                    real.append(Arrays.copyOf(bytes, bytes.length / 2));
                    throw new IOException("No space left on device");
                }
                real.append(bytes);
            }

            @Override
            public void force() throws IOException {
                if (broken) {
                    throw new IOException("Input/output error");
                }
                forced++;
                real.force();
            }

            @Override
            public void cut(long end) throws IOException {
                if (broken) {
                    throw new IOException("Input/output error");
                }
                real.cut(end);
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }
}
