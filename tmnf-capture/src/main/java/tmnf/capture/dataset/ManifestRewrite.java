package tmnf.capture.dataset;

import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Changes the manifest of a capture that exists, as a stream and in one step: who reads it sees the old one
 * or the new one. Everything that is not changed stays as it is and where it is: snapshots, inputs, keys that
 * we do not know, the bare list of old captures. The frames are not touched.
 */
public final class ManifestRewrite {

    private static final String ADVICE = "Capture the replay again, or remove its folder.";

    /** Decides what becomes of the entries. */
    @FunctionalInterface
    public interface Editor {

        /**
         * An entry as it is stored.
         *
         * @param index from 0 on, in the order of the file
         * @return what is stored in its place; empty removes it
         */
        Optional<Map<String, Object>> entry(int index, Map<String, Object> stored) throws IOException;
    }

    private final Path file;
    private final Editor editor;
    private final Optional<List<Integer>> actions;

    private ManifestRewrite(Path file, Editor editor, Optional<List<Integer>> actions) {
        this.file = file;
        this.editor = editor;
        this.actions = actions;
    }

    /**
     * Rewrites the entries.
     *
     * @param actions stored in place of those that are there, or behind the entries; empty leaves them alone.
     *        Not for the bare list of old captures, which has no place for them: it becomes an object then
     * @return number of entries that are left
     * @throws DatasetException when the manifest breaks the format; it is left as it is then
     */
    public static int apply(CapturedReplay replay, Editor editor, Optional<List<Integer>> actions)
            throws IOException {
        return new ManifestRewrite(replay.manifest(), editor, actions).run();
    }

    private int run() throws IOException {
        // Not *.part: the capture is whole while it is rewritten, also when that is killed.
        Path part = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(part); // of an attempt that was killed
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                JsonParser from = JsonFiles.parser(in)) {
            PartFile target = new PartFile(file, part);
            boolean done = false;
            try {
                int left = copy(from, new PythonJson(target.stream()));
                target.commit();
                done = true;
                return left;
            } finally {
                target.close();
                if (!done) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (JsonProcessingException | CharConversionException e) {
            throw JsonFiles.broken(file, "", e);
        }
    }

    private int copy(JsonParser from, PythonJson to) throws IOException {
        JsonToken first = from.nextToken();
        int left;
        if (first == JsonToken.START_ARRAY) {
            left = list(from, to);
        } else if (first == JsonToken.START_OBJECT) {
            left = object(from, to);
        } else {
            throw new DatasetException(file, "", "is neither a JSON object nor a list", ADVICE);
        }
        if (from.nextToken() != null) {
            throw new DatasetException(file, "", "goes on behind its end", ADVICE);
        }
        to.flush();
        return left;
    }

    private int list(JsonParser from, PythonJson to) throws IOException {
        if (actions.isEmpty()) {
            return entries(from, to);
        }
        to.beginObject();
        to.name(ManifestCursor.ENTRIES);
        int left = entries(from, to);
        writeActions(to);
        to.endObject();
        return left;
    }

    private int object(JsonParser from, PythonJson to) throws IOException {
        int left = -1;
        boolean hadActions = false;
        to.beginObject();
        while (from.nextToken() == JsonToken.FIELD_NAME) {
            String key = from.currentName();
            from.nextToken();
            if (key.equals(ManifestCursor.ACTIONS) && actions.isPresent()) {
                from.skipChildren();
                if (!hadActions) {
                    writeActions(to);
                }
                hadActions = true;
            } else if (key.equals(ManifestCursor.ENTRIES)) {
                if (left >= 0 || from.currentToken() != JsonToken.START_ARRAY) {
                    throw new DatasetException(file, "", "\"entries\" is no list, or there twice", ADVICE);
                }
                to.name(key);
                left = entries(from, to);
            } else {
                to.name(key);
                JsonCopy.value(from, to, file, key);
            }
        }
        if (left < 0) {
            throw new DatasetException(file, "", "has no \"entries\"", ADVICE);
        }
        if (actions.isPresent() && !hadActions) {
            writeActions(to);
        }
        to.endObject();
        return left;
    }

    private void writeActions(PythonJson to) throws IOException {
        to.name(ManifestCursor.ACTIONS);
        to.value(actions.orElseThrow());
    }

    private int entries(JsonParser from, PythonJson to) throws IOException {
        int left = 0;
        to.beginArray();
        for (int index = 0; from.nextToken() != JsonToken.END_ARRAY; index++) {
            String place = "entry " + index;
            if (from.currentToken() != JsonToken.START_OBJECT) {
                throw new DatasetException(file, place, "is no JSON object", ADVICE);
            }
            Optional<Map<String, Object>> entry = editor.entry(index,
                    JsonFiles.object(from, new JsonFiles.Budget(file, place, JsonFiles.MAX_VALUES)));
            if (entry.isPresent()) {
                to.value(entry.get());
                left++;
            }
        }
        to.endArray();
        return left;
    }
}
