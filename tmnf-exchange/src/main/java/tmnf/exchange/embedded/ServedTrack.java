package tmnf.exchange.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A track that an exchange offers, with its replays in the order of their list. */
public final class ServedTrack {

    private final long id;
    private final Path challengeFile; // null: there is none
    private final ObjectNode row;
    private final List<ServedReplay> replays;

    ServedTrack(long id, Path challengeFile, ObjectNode row, List<ServedReplay> replays) {
        this.id = id;
        this.challengeFile = challengeFile;
        this.row = Objects.requireNonNull(row, "row");
        this.replays = List.copyOf(replays);
    }

    public long id() {
        return id;
    }

    /** Where its challenge lies, if it has one. */
    public Optional<Path> challengeFile() {
        return Optional.ofNullable(challengeFile);
    }

    /** Newest version of the track first, then the fastest first. */
    public List<ServedReplay> replays() {
        return replays;
    }

    /** All fields in the names of the API. Do not modify. */
    public ObjectNode row() {
        return row;
    }

    /** A text field; empty when the row has none. */
    String text(String field) {
        return row.path(field).asText("");
    }

    @Override
    public String toString() {
        return "track " + id;
    }
}
