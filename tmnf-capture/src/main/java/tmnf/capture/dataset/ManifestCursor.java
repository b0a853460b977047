package tmnf.capture.dataset;

import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

/**
 * One list or object of a manifest, read as a stream: {@code entries}, {@code meta}, {@code actions} or
 * {@code input_stream}. What lies before it is skipped, what lies behind it is not looked at. A bare list, as
 * old captures wrote it, is the entries.
 */
final class ManifestCursor implements DatasetCursor<Map<String, Object>> {

    static final String ENTRIES = "entries";
    static final String ACTIONS = "actions";
    static final String META = "meta";

    private static final String ADVICE = "Capture the replay again, or remove its folder.";

    private final Path file;
    private final String what;
    private final JsonParser parser;
    private int index;
    private boolean done;

    private ManifestCursor(Path file, String what, JsonParser parser) {
        this.file = file;
        this.what = what;
        this.parser = parser;
    }

    /** The objects of a list; none when the list is missing and need not be there. */
    static ManifestCursor list(Path file, String key) throws IOException {
        ManifestCursor cursor = open(file, key);
        try {
            if (!cursor.find(key)) {
                if (key.equals(ENTRIES)) {
                    throw new DatasetException(file, "", "has no \"entries\"", ADVICE);
                }
                cursor.done = true;
            } else if (cursor.parser.currentToken() != JsonToken.START_ARRAY) {
                throw new DatasetException(file, "", "\"" + key + "\" is no list", ADVICE);
            }
            return cursor;
        } catch (IOException e) {
            throw cursor.closed(e);
        }
    }

    /** The actions, if there are any. */
    static Optional<int[]> actions(Path file) throws IOException {
        try (ManifestCursor cursor = open(file, ACTIONS)) {
            return cursor.find(ACTIONS) ? Optional.of(JsonFiles.integers(cursor.parser, file, ACTIONS))
                    : Optional.empty();
        } catch (JsonProcessingException | CharConversionException e) {
            throw JsonFiles.broken(file, "", e);
        }
    }

    /** The inputs, if there are any. */
    static Optional<RaceInputs> inputs(Path file) throws IOException {
        try (ManifestCursor cursor = open(file, RaceInputs.KEY)) {
            return cursor.find(RaceInputs.KEY) ? Optional.of(RaceInputsReader.read(cursor.parser, file))
                    : Optional.empty();
        } catch (JsonProcessingException | CharConversionException e) {
            throw JsonFiles.broken(file, "", e);
        }
    }

    private static ManifestCursor open(Path file, String key) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            return new ManifestCursor(file, key.equals(ENTRIES) ? "entry" : "element of \"" + key + "\"",
                    JsonFiles.parser(in));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Goes to the value of a key; false when there is none, or null. */
    private boolean find(String key) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_ARRAY) {
            return key.equals(ENTRIES);
        }
        if (first != JsonToken.START_OBJECT) {
            throw new DatasetException(file, "", "is neither a JSON object nor a list", ADVICE);
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(key);
            if (parser.nextToken() != JsonToken.VALUE_NULL && found) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    @Override
    public Optional<Map<String, Object>> next() throws IOException {
        if (done) {
            return Optional.empty();
        }
        String place = what + " " + index;
        try {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_ARRAY) {
                done = true;
                return Optional.empty();
            }
            if (token != JsonToken.START_OBJECT) {
                throw new DatasetException(file, place, "is no JSON object", ADVICE);
            }
            index++;
            JsonFiles.Budget budget = new JsonFiles.Budget(file, place, JsonFiles.MAX_VALUES);
            return Optional.of(JsonFiles.object(parser, budget));
        } catch (JsonProcessingException | CharConversionException e) {
            throw JsonFiles.broken(file, place, e);
        }
    }

    private IOException closed(IOException e) {
        try {
            close();
        } catch (IOException more) {
            e.addSuppressed(more);
        }
        return e instanceof JsonProcessingException || e instanceof CharConversionException
                ? JsonFiles.broken(file, "", e) : e;
    }

    @Override
    public void close() throws IOException {
        done = true;
        parser.close();
    }
}
