package tmnf.capture.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * {@code metadata.json} of a replay's folder: upstream's keys in their order, then ours. What was read is
 * kept whole and in order, keys that we do not know too, so that it can be written again. Immutable.
 */
public final class CaptureMetadata {

    /** Name of the file. */
    public static final String FILE = "metadata.json";
    /** Version of what we add to upstream's format. */
    public static final int SCHEMA_VERSION = 1;
    /** {@link #status()} of a folder that was verified and is whole. */
    public static final String COMPLETE = "complete";

    /** Number of entries in the manifest. */
    public static final String TOTAL_FRAMES = "total_frames";
    /** Number of frames that are due and not there: skipped by the capture, or cleaned away. */
    public static final String REMOVED_FRAMES = "removed_frames";
    /** Sum of the sizes of all frames. */
    public static final String FRAME_BYTES = "frame_bytes";
    /** SHA-1 of the bytes of all frames in their order. */
    public static final String FRAMES_SHA1 = "frames_sha1";
    static final String SCHEMA = "schema_version";
    static final String STATUS = "status";
    static final String CONFIGURATION = "configuration";

    private final Object file;
    private final Map<String, Object> values;

    private CaptureMetadata(Object file, Map<String, Object> values) {
        this.file = file;
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * Metadata of a capture that is complete. {@link ReplayFolderWriter#finish} adds what only the writer
     * knows: number of frames and snapshots, their times, how they are stored, and their hash.
     *
     * @param configuration the effective one: options by name, with plain values, lists and maps
     */
    public static CaptureMetadata of(CaptureFacts facts, CaptureOrigin origin, CaptureProof proof,
            Map<String, Object> configuration) {
        Map<String, Object> values = facts.toMap();
        values.put(SCHEMA, SCHEMA_VERSION);
        values.put(STATUS, COMPLETE);
        values.putAll(origin.toMap());
        values.putAll(proof.toMap());
        values.put(CONFIGURATION, Collections.unmodifiableMap(new LinkedHashMap<>(configuration)));
        return new CaptureMetadata(FILE, values);
    }

    /** Metadata from a map that somebody read or made. */
    public static CaptureMetadata of(Object file, Map<String, Object> values) {
        return new CaptureMetadata(Objects.requireNonNull(file), new LinkedHashMap<>(values));
    }

    /**
     * Reads a file.
     *
     * @throws DatasetException when it is no JSON object or larger than 16 MiB
     */
    public static CaptureMetadata read(Path file) throws IOException {
        return new CaptureMetadata(file, JsonFiles.object(file));
    }

    /** All keys in the order of the file: plain values, lists and maps. Not to be modified. */
    public Map<String, Object> values() {
        return values;
    }

    /** The same with another value; a new key comes last. */
    public CaptureMetadata with(String key, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.put(key, value);
        return new CaptureMetadata(file, changed);
    }

    /** The same without a key. */
    public CaptureMetadata without(String key) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.remove(key);
        return new CaptureMetadata(file, changed);
    }

    /** {@value #COMPLETE} in captures of ours; empty when another tool wrote it. */
    public Optional<String> status() throws DatasetException {
        return text(STATUS);
    }

    /** Version of our additions; empty when another tool wrote it. */
    public OptionalInt schemaVersion() throws DatasetException {
        return integer(SCHEMA);
    }

    /** A text, if the key is there. */
    public Optional<String> text(String key) throws DatasetException {
        return fields().has(key) ? Optional.of(fields().text(key)) : Optional.empty();
    }

    /** A whole number, if the key is there. */
    public OptionalInt integer(String key) throws DatasetException {
        return fields().has(key) ? OptionalInt.of(fields().integer(key)) : OptionalInt.empty();
    }

    /** A whole number that may be beyond 32 bits, such as {@code frame_bytes}, if the key is there. */
    public OptionalLong whole(String key) throws DatasetException {
        return fields().has(key) ? OptionalLong.of(fields().whole(key)) : OptionalLong.empty();
    }

    /** A number, if the key is there. */
    public OptionalDouble number(String key) throws DatasetException {
        return fields().has(key) ? OptionalDouble.of(fields().number(key)) : OptionalDouble.empty();
    }

    /** A truth value, if the key is there. */
    public Optional<Boolean> flag(String key) throws DatasetException {
        return fields().has(key) ? Optional.of(fields().flag(key)) : Optional.empty();
    }

    private StoredFields fields() {
        return new StoredFields(file, "", values);
    }

    /** Writes it, flushed, and moves it into place in one step. */
    public void write(Path target) throws IOException {
        JsonFiles.write(target, values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CaptureMetadata that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
