package tmnf.capture.dataset.care;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import tmnf.gbx.file.AtomicFile;

/**
 * {@code cache_meta.json} of a cache of the pretraining: what it was made of. Keys that we do not know are
 * kept. Confined to one thread.
 */
final class CacheMeta {

    static final String FILE = "cache_meta.json";
    static final String ADVICE = "Name a folder that the pretraining made, or let it be made again.";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_BYTES = 64 << 20;

    private final Path file;
    private final Map<String, Object> values;

    private CacheMeta(Path file, Map<String, Object> values) {
        this.file = file;
        this.values = values;
    }

    static CacheMeta read(Path cache) throws IOException {
        Path file = cache.resolve(FILE);
        return new CacheMeta(file, object(file));
    }

    /** A JSON object of limited size. */
    static Map<String, Object> object(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CacheException(file, "does not exist", ADVICE);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new CacheException(file, "is larger than 64 MiB", ADVICE);
        }
        try {
            return JSON.readValue(Files.readAllBytes(file),
                    new TypeReference<LinkedHashMap<String, Object>>() { });
        } catch (JsonProcessingException e) {
            throw new CacheException(file, "is no JSON object: " + e.getOriginalMessage(), ADVICE, e);
        }
    }

    static void write(Path file, Map<String, ?> values) throws IOException {
        AtomicFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(values));
    }

    Path source() throws CacheException {
        if (values.get("source_data_dir") instanceof String text && !text.isEmpty()) {
            return Path.of(text);
        }
        throw new CacheException(file, "\"source_data_dir\" is missing", ADVICE);
    }

    double valFraction() throws CacheException {
        return number("val_fraction", 0.1).doubleValue();
    }

    long seed() throws CacheException {
        return number("seed", 42).longValue();
    }

    int stack() throws CacheException {
        int stack = number("n_stack", 1).intValue();
        if (stack < 1) {
            throw new CacheException(file, "\"n_stack\" is below 1", ADVICE);
        }
        return stack;
    }

    /** Whether the label of a stack is the action behind it. */
    boolean nextTick() throws CacheException {
        Object target = values.getOrDefault("bc_target", "current_tick");
        if ("next_tick".equals(target) || "current_tick".equals(target)) {
            return "next_tick".equals(target);
        }
        throw new CacheException(file, "\"bc_target\" is neither current_tick nor next_tick", ADVICE);
    }

    /** Whether labels come from other moments than the frame's. */
    boolean hasOffsets() {
        return values.get("bc_time_offsets_ms") instanceof List<?> offsets
                && !(offsets.size() == 1 && offsets.get(0) instanceof Number offset
                && offset.doubleValue() == 0);
    }

    /** The tracks in their order, if only some were taken; empty for all. */
    List<String> tracks() {
        List<String> tracks = new ArrayList<>();
        if (values.get("track_ids") instanceof List<?> ids) {
            ids.forEach(id -> tracks.add(String.valueOf(id)));
        }
        return tracks;
    }

    private Number number(String key, Number usual) throws CacheException {
        Object value = values.get(key);
        if (value == null) {
            return usual;
        }
        if (value instanceof Number number) {
            return number;
        }
        throw new CacheException(file, "\"" + key + "\" is no number", ADVICE);
    }

    void put(String key, Object value) {
        values.put(key, value);
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    void write() throws IOException {
        write(file, values);
    }
}
