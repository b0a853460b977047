package tmnf.capture.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder of one captured replay, for reading; of this toolkit or of the Python capture, with loose frames or
 * in shards. Nothing is kept open or in memory between calls. Safe for use by several threads.
 *
 * <p>Everything that breaks the format gives a {@link DatasetException}.
 */
public final class CapturedReplay {

    private final Path folder;

    private CapturedReplay(Path folder) {
        this.folder = folder;
    }

    /**
     * A replay's folder.
     *
     * @throws DatasetException when it has no manifest
     */
    public static CapturedReplay open(Path folder) throws IOException {
        return new CapturedReplay(folder);
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** Name of the track's folder. */
    public String trackId() {
        return folder.toAbsolutePath().normalize().getParent().getFileName().toString();
    }

    /** Name of the replay's folder. */
    public String name() {
        return folder.getFileName().toString();
    }

    /** The manifest's file. */
    public Path manifest() {
        return folder.resolve("manifest.json");
    }

    /**
     * Whether it is whole: the metadata says {@code status: complete}, or another tool wrote it, and no part file
     * is left.
     */
    public boolean isComplete() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The metadata, if there are any. */
    public Optional<CaptureMetadata> metadata() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The entries, checked. */
    public DatasetCursor<ManifestEntry> entries() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The entries as they are stored, whatever their keys are: for those who repair. */
    public DatasetCursor<Map<String, Object>> storedEntries() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The snapshots, {@code meta} of the manifest, as {@link tmnf.tminterface.observation.ObservationSnapshot#read} wants them; maybe none. */
    public DatasetCursor<Map<String, Object>> snapshots() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Index of the action at each step; empty when the manifest has none. */
    public Optional<List<Integer>> actions() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** All inputs of the race; empty in captures of other tools. */
    public Optional<RaceInputs> inputs() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The frames. */
    public FrameStore frames() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Whether there are full states. */
    public boolean hasStates() {
        throw new UnsupportedOperationException();
    }

    /** The full states; none when the capture has none. */
    public DatasetCursor<StoredState> states() throws IOException {
        throw new UnsupportedOperationException();
    }
}
