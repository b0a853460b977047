package tmnf.exchange.list;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import tmnf.exchange.api.Track;

/** Remembers the pages of a walk, and the rows of its tracks. Confined to one thread. */
interface PageLog extends Closeable {

    /** The pages that an earlier walk left, in order. */
    List<WalkedPage> earlier();

    /** Keeps a page, so that a later walk goes on behind it, and the rows of the tracks that it brought. */
    void append(WalkedPage page, List<Track> accepted) throws IOException;

    /** Hands over the rows of all tracks so far, each as JSON, in order. */
    void rows(RowSink sink) throws IOException;

    /** Whether the list that lies there is an incomplete one that an earlier walk wrote. */
    boolean hasWritten(long bytes);

    /** The incomplete list was written, with so many bytes. */
    void written(long bytes) throws IOException;

    /** The walk is complete, and nothing of it is needed any more. */
    void delete() throws IOException;

    /** Takes one row. */
    interface RowSink {
        void accept(byte[] json) throws IOException;
    }

    /** A log that keeps nothing after the walk; rows only if they are wanted. */
    static PageLog inMemory(boolean withRows) {
        return new MemoryPageLog(withRows);
    }
}
