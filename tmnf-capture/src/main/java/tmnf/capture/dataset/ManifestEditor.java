package tmnf.capture.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Changes the manifest of a capture as a stream: entries are edited one by one, other keys are replaced or
 * stay as they are, in their order and whatever they are. A bare list, as old captures wrote it, stays one
 * unless keys are set. The old manifest is there until the new one takes its place in one step.
 */
public final class ManifestEditor {

    private static final String ADVICE = "Capture the replay again, or remove its folder.";

    private final Path file;

    /** Edits a manifest. */
    public ManifestEditor(Path manifest) {
        this.file = Objects.requireNonNull(manifest);
    }

    /** Decides about an entry. */
    @FunctionalInterface
    public interface EntryEdit {

        /** Leaves every entry as it is. */
        EntryEdit NONE = (index, entry) -> entry;

        /**
         * The entry as it shall be.
         *
         * @param index of the entry in the file, from 0 on
         * @param entry normally a {@link Map}; what it is in the file
         * @return null to remove it
         */
        Object edit(int index, Object entry) throws IOException;
    }

    /**
     * Rewrites the manifest.
     *
     * @param set keys beside {@code entries} and their new values; those that are not there yet come right
     *        behind the entries
     * @throws DatasetException when the manifest breaks the format; it is unchanged then
     */
    public void rewrite(EntryEdit edit, Map<String, ?> set) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + PartFile.ENDING);
        Files.deleteIfExists(part);
        PartFile target = new PartFile(file);
        try (target; InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                JsonParser parser = JsonFiles.parser(in)) {
            PythonJson json = new PythonJson(target.stream());
            copy(parser, json, edit, set);
            json.flush();
            target.commit();
        } catch (JsonProcessingException e) {
            Files.deleteIfExists(part);
            throw JsonFiles.broken(file, "", e);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }

    private void copy(JsonParser parser, PythonJson json, EntryEdit edit, Map<String, ?> set)
            throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_ARRAY) {
            copyList(parser, json, edit, set);
        } else if (first == JsonToken.START_OBJECT) {
            copyObject(parser, json, edit, set);
        } else {
            throw new DatasetException(file, "", "is neither a JSON object nor a list", ADVICE);
        }
        if (parser.nextToken() != null) {
            throw new DatasetException(file, "", "goes on behind its end", ADVICE);
        }
    }

    private void copyList(JsonParser parser, PythonJson json, EntryEdit edit, Map<String, ?> set)
            throws IOException {
        if (set.isEmpty()) {
            copyEntries(parser, json, edit);
            return;
        }
        json.beginObject();
        json.name(ManifestCursor.ENTRIES);
        copyEntries(parser, json, edit);
        write(json, set, set.keySet());
        json.endObject();
    }

    private void copyObject(JsonParser parser, PythonJson json, EntryEdit edit, Map<String, ?> set)
            throws IOException {
        Set<String> missing = new LinkedHashSet<>(set.keySet());
        missing.removeAll(keys());
        json.beginObject();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            json.name(key);
            if (key.equals(ManifestCursor.ENTRIES) && parser.currentToken() == JsonToken.START_ARRAY) {
                copyEntries(parser, json, edit);
                write(json, set, missing);
            } else if (set.containsKey(key)) {
                parser.skipChildren();
                json.value(set.get(key));
            } else {
                copyValue(parser, json);
            }
        }
        json.endObject();
    }

    /** The keys of the object that the manifest is; one more pass, for it may be long. */
    private Set<String> keys() throws IOException {
        Set<String> keys = new LinkedHashSet<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                JsonParser parser = JsonFiles.parser(in)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                keys.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
        }
        return keys;
    }

    private static void write(PythonJson json, Map<String, ?> set, Set<String> keys) throws IOException {
        for (String key : keys) {
            json.name(key);
            json.value(set.get(key));
        }
    }

    private void copyEntries(JsonParser parser, PythonJson json, EntryEdit edit) throws IOException {
        json.beginArray();
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            JsonFiles.Budget budget = new JsonFiles.Budget(file, "entry " + index, JsonFiles.MAX_VALUES);
            Object edited = edit.edit(index, JsonFiles.value(parser, budget));
            if (edited != null) {
                json.value(edited);
            }
        }
        json.endArray();
    }

    /** Copies the value at the parser's token; lists of any length in constant memory. */
    private void copyValue(JsonParser parser, PythonJson json) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            json.beginObject();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                json.name(parser.currentName());
                parser.nextToken();
                copyValue(parser, json);
            }
            json.endObject();
        } else if (token == JsonToken.START_ARRAY) {
            json.beginArray();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                copyValue(parser, json);
            }
            json.endArray();
        } else {
            json.value(JsonFiles.value(parser, new JsonFiles.Budget(file, "", JsonFiles.MAX_VALUES)));
        }
    }
}
