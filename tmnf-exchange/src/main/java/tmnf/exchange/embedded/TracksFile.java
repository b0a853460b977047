package tmnf.exchange.embedded;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code tracks.json}: an array of tracks in the names of the API, as {@code tmnf download --save-json}
 * writes it. Two names are our own: {@code Folder}, for a folder of replays that is not named like its track,
 * and {@code Replays}, rows of replays that name their {@code File}.
 */
final class TracksFile {

    static final String NAME = "tracks.json";

    private static final long MOST_BYTES = 256L << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What the file says of one track.
     *
     * @param folder name of its folder below {@code replays}
     * @param row fields that override what the files say
     * @param replays rows of replays, each with {@code File}, with {@code ReplayId}, or both
     */
    record Entry(long id, String folder, ObjectNode row, List<ObjectNode> replays) {

        static Entry empty(long id) {
            return new Entry(id, Long.toString(id), JSON.createObjectNode(), List.of());
        }
    }

    private final Path file;

    private TracksFile(Path file) {
        this.file = file;
    }

    /** The entries in the order of the file; none when there is no file. */
    static List<Entry> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new ExchangeDataException(file, "at its end", "the file has " + Files.size(file)
                    + " bytes, the limit is " + MOST_BYTES);
        }
        return new TracksFile(file).entries();
    }

    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        Set<Long> ids = new HashSet<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                JsonParser parser = JSON.createParser(in)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw refused(parser.currentTokenLocation(), "not a list of tracks: it must start with [");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                JsonLocation start = parser.currentTokenLocation();
                Entry entry = entry(start, parser.readValueAsTree());
                if (!ids.add(entry.id())) {
                    throw refused(start, "a second track with TrackId " + entry.id());
                }
                entries.add(entry);
            }
            if (parser.nextToken() != null) {
                throw refused(parser.currentTokenLocation(), "something follows the list of tracks");
            }
        } catch (JsonProcessingException e) {
            throw refused(e.getLocation(), "no JSON: " + e.getOriginalMessage());
        }
        return entries;
    }

    private Entry entry(JsonLocation start, JsonNode value) throws ExchangeDataException {
        if (!(value instanceof ObjectNode row)) {
            throw refused(start, "not a track: it must be an object in { }");
        }
        long id = row.path("TrackId").asLong(-1);
        if (!row.path("TrackId").isIntegralNumber() || id < 1) {
            throw refused(start, "the track has no TrackId above 0");
        }
        JsonNode folder = row.remove("Folder");
        if (folder != null && !folder.isTextual()) {
            throw refused(start, "Folder of track " + id + " is no text");
        }
        List<ObjectNode> replays = replays(start, id, row.remove("Replays"));
        return new Entry(id, folder == null ? Long.toString(id) : folder.textValue(), row, replays);
    }

    private List<ObjectNode> replays(JsonLocation start, long id, JsonNode list)
            throws ExchangeDataException {
        List<ObjectNode> replays = new ArrayList<>();
        if (list == null) {
            return replays;
        }
        if (!list.isArray()) {
            throw refused(start, "Replays of track " + id + " is no list");
        }
        for (JsonNode value : list) {
            boolean named = value.path("File").isTextual() || value.path("ReplayId").isIntegralNumber();
            if (!(value instanceof ObjectNode row) || !named) {
                throw refused(start, "replay " + (replays.size() + 1) + " of track " + id
                        + " is no object with a File or a ReplayId");
            }
            replays.add(row);
        }
        return replays;
    }

    private ExchangeDataException refused(JsonLocation where, String what) {
        String place = where == null ? "at its end"
                : "line " + where.getLineNr() + ", column " + where.getColumnNr();
        return new ExchangeDataException(file, place, what);
    }
}
