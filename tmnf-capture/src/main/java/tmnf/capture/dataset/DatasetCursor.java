package tmnf.capture.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the records of a file one after the other, in memory that does not grow with the file. Confined to
 * one thread; close it.
 *
 * @param <T> the records
 */
public interface DatasetCursor<T> extends Closeable {

    /**
     * The next record; empty after the last.
     *
     * @throws DatasetException when the file breaks the format here; nothing can be read after it
     */
    Optional<T> next() throws IOException;
}
