package tmnf.capture.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The folder of one captured replay, for reading; of this toolkit or of the Python capture, with loose frames
 * or in shards. Nothing is kept open or in memory between calls. Safe for use by several threads.
 *
 * <p>Everything that breaks the format gives a {@link DatasetException}, where it is read: a list of the
 * manifest is read up to its end, and nothing behind it.
 */
public final class CapturedReplay {

    private static final String MANIFEST = "manifest.json";

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
        Objects.requireNonNull(folder);
        if (!isThere(folder)) {
            throw new DatasetException(folder, "", "has no " + MANIFEST,
                    "Name the folder of a replay, not of its track; or capture the replay.");
        }
        return new CapturedReplay(folder.toAbsolutePath().normalize());
    }

    static boolean isThere(Path folder) {
        return Files.isRegularFile(folder.resolve(MANIFEST));
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** Name of the track's folder; empty when it has none. */
    public String trackId() {
        Path track = folder.getParent();
        return track == null || track.getFileName() == null ? "" : track.getFileName().toString();
    }

    /** Name of the replay's folder. */
    public String name() {
        return folder.getFileName() == null ? "" : folder.getFileName().toString();
    }

    /** The manifest's file. */
    public Path manifest() {
        return folder.resolve(MANIFEST);
    }

    /**
     * Whether it is whole: the metadata says {@code status: complete} and no frame is missing, or another
     * tool wrote it; and no part file is left.
     */
    public boolean isComplete() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            if (files.anyMatch(file -> file.getFileName().toString().endsWith(PartFile.ENDING))) {
                return false;
            }
        }
        Optional<CaptureMetadata> metadata = metadata();
        if (metadata.isEmpty()) {
            return !isOurs(); // somebody has deleted ours
        }
        Optional<String> status = metadata.get().status();
        return status.isEmpty()
                || status.get().equals(CaptureMetadata.COMPLETE) && missingFrames(metadata.get()) == 0;
    }

    /** Whether the manifest has what only this toolkit writes. */
    private boolean isOurs() throws IOException {
        try (DatasetCursor<Map<String, Object>> entries = storedEntries()) {
            return entries.next().filter(entry -> entry.containsKey(ManifestEntry.REQUESTED)).isPresent();
        }
    }

    /** How many frames that were captured and not cleaned away are not there, by their number alone. */
    private int missingFrames(CaptureMetadata metadata) throws IOException {
        int stored;
        try (FrameStore frames = frames()) {
            stored = frames.names().size();
        }
        OptionalInt total = metadata.integer(CaptureMetadata.TOTAL_FRAMES);
        if (total.isPresent() && stored >= total.getAsInt()) {
            return 0;
        }
        int entries = 0; // a tool that cleans may leave the metadata as they were
        try (DatasetCursor<Map<String, Object>> cursor = storedEntries()) {
            while (cursor.next().isPresent()) {
                entries++;
            }
        }
        return Math.max(0, entries - stored);
    }

    /** The metadata, if there are any. */
    public Optional<CaptureMetadata> metadata() throws IOException {
        Path file = folder.resolve(CaptureMetadata.FILE);
        return Files.exists(file) ? Optional.of(CaptureMetadata.read(file)) : Optional.empty();
    }

    /** The entries, checked. */
    public DatasetCursor<ManifestEntry> entries() throws IOException {
        return new EntryCursor(manifest(), ManifestCursor.list(manifest(), ManifestCursor.ENTRIES));
    }

    /** The entries as they are stored, whatever their keys are: for those who repair. */
    public DatasetCursor<Map<String, Object>> storedEntries() throws IOException {
        return ManifestCursor.list(manifest(), ManifestCursor.ENTRIES);
    }

    /**
     * The snapshots, {@code meta} of the manifest, as {@link
     * tmnf.tminterface.observation.ObservationSnapshot#read} wants them; maybe none.
     */
    public DatasetCursor<Map<String, Object>> snapshots() throws IOException {
        return ManifestCursor.list(manifest(), ManifestCursor.META);
    }

    /** Index of the action at each step; empty when the manifest has none. */
    public Optional<List<Integer>> actions() throws IOException {
        return ManifestCursor.actions(manifest()).map(numbers -> Arrays.stream(numbers).boxed().toList());
    }

    /** All inputs of the race; empty in captures of other tools. */
    public Optional<RaceInputs> inputs() throws IOException {
        return ManifestCursor.inputs(manifest());
    }

    /** The frames; where a folder has shards, those in the shards. */
    public FrameStore frames() throws IOException {
        return FrameStore.open(folder);
    }

    /** Whether there are full states. */
    public boolean hasStates() {
        return Files.isRegularFile(folder.resolve(StateCursor.FILE));
    }

    /** The full states; none when the capture has none. */
    public DatasetCursor<StoredState> states() throws IOException {
        return hasStates() ? new StateCursor(folder.resolve(StateCursor.FILE)) : StateCursor.none();
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    /** Reads entries strictly. */
    private static final class EntryCursor implements DatasetCursor<ManifestEntry> {

        private final Path file;
        private final DatasetCursor<Map<String, Object>> stored;
        private int index;

        EntryCursor(Path file, DatasetCursor<Map<String, Object>> stored) {
            this.file = file;
            this.stored = stored;
        }

        @Override
        public Optional<ManifestEntry> next() throws IOException {
            Optional<Map<String, Object>> next = stored.next();
            return next.isEmpty() ? Optional.empty()
                    : Optional.of(ManifestEntry.read(file, index++, next.get()));
        }

        @Override
        public void close() throws IOException {
            stored.close();
        }
    }
}
