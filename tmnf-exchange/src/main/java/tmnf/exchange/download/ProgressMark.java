package tmnf.exchange.download;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tmnf.exchange.http.Time;

/**
 * SKELETON: the file {@code .replay_progress}: how many tracks from the start of the list are settled, as the
 * Python tools read it.
 */
public final class ProgressMark {

    public static final String FILE = ".replay_progress";

    public ProgressMark(Path replaysDir, List<Long> ids, Time time) {
        throw new UnsupportedOperationException();
    }

    /** The number in the file, 0 when there is none. */
    public static long read(Path replaysDir) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** A track has nothing left to do; written now and then. Thread-safe. */
    public void settled(long trackId) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Tracks from the start of the list that are settled. */
    public int value() {
        throw new UnsupportedOperationException();
    }

    /** Writes the file now. */
    public void write() throws IOException {
        throw new UnsupportedOperationException();
    }
}
