package tmnf.exchange.list;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tmnf.exchange.api.Track;

/** The log of a walk that nothing goes on behind: it ends with the program. */
final class MemoryPageLog implements PageLog {

    private final boolean withRows;
    private final List<byte[]> rows = new ArrayList<>();

    MemoryPageLog(boolean withRows) {
        this.withRows = withRows;
    }

    @Override
    public List<WalkedPage> earlier() {
        return List.of();
    }

    @Override
    public void append(WalkedPage page, List<Track> accepted) throws IOException {
        for (Track track : withRows ? accepted : List.<Track>of()) {
            rows.add(PartialLines.json(track.source()));
        }
    }

    @Override
    public void rows(RowSink sink) throws IOException {
        for (byte[] row : rows) {
            sink.accept(row);
        }
    }

    @Override
    public boolean hasWritten(long bytes) {
        return false;
    }

    @Override
    public void written(long bytes) {
        // Nothing goes on behind this walk.
    }

    @Override
    public void delete() {
        // There is nothing.
    }

    @Override
    public void close() {
        // There is nothing.
    }
}
