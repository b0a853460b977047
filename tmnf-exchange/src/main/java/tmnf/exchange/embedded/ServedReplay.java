package tmnf.exchange.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** A replay that an exchange offers. */
public final class ServedReplay {

    private final long id;
    private final long trackId;
    private final Path file; // null: listed only, its file is missing
    private final ObjectNode row;

    ServedReplay(long id, long trackId, Path file, ObjectNode row) {
        this.id = id;
        this.trackId = trackId;
        this.file = file;
        this.row = Objects.requireNonNull(row, "row");
    }

    public long id() {
        return id;
    }

    /** Where it lies; empty for a row whose file is missing. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** All fields in the names of the API. Do not modify. */
    public ObjectNode row() {
        return row;
    }

    /** Id of the one who drove, -1 when nobody knows. */
    long userId() {
        return row.path("User").path("UserId").asLong(-1);
    }

    boolean isBest() {
        return row.path("IsBest").asInt(0) == 1;
    }

    @Override
    public String toString() {
        return "replay " + id + " of track " + trackId;
    }
}
