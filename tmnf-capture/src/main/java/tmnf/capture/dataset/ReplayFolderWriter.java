package tmnf.capture.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import tmnf.tminterface.observation.ObservationSnapshot;

/**
 * Writes one replay's folder as a stream: what is in memory does not grow with the race. Confined to one
 * thread at a time.
 *
 * <pre>
 * 1. any number of frame, snapshot, state, each kind in the order of its time
 * 2. finish, once; or nothing, and the folder is not a capture
 * 3. close
 * </pre>
 *
 * <p>Frames, states and the index of the shards are whole before {@code manifest.json} gets its name, and
 * {@code metadata.json} with {@code status: complete} comes last of all. A folder with {@code *.part} files
 * or without metadata was never finished. The folder should be a staging folder that is moved into place
 * after {@link #finish}; then no reader ever sees one that is not whole. After an exception nothing can be
 * written any more.
 */
public final class ReplayFolderWriter implements Closeable {

    private static final String MANIFEST = "manifest.json";
    private static final String SNAPSHOTS = "meta.json";
    /** Levels around a snapshot in the manifest: the object and its list. */
    private static final int SNAPSHOT_DEPTH = 2;

    private final Path folder;
    private final FrameSink sink;
    private final FrameTotals totals = new FrameTotals();
    private final PartFile manifest;
    private final PythonJson entries;
    /** The three are null until the first snapshot or state. */
    private PartFile snapshotPart;
    private PythonJson snapshots;
    private StateFile states;
    private final boolean fullState;
    private int snapshotCount;
    private int lastSnapshotMs = Integer.MIN_VALUE;
    private boolean usable = true;

    /**
     * Begins a folder.
     *
     * @param folder is made; has to be empty or absent
     * @throws DatasetException when something is in the folder
     */
    public ReplayFolderWriter(Path folder, WriterOptions options) throws IOException {
        this.folder = Objects.requireNonNull(folder);
        fullState = options.fullState();
        Files.createDirectories(folder);
        try (Stream<Path> there = Files.list(folder)) {
            if (there.findAny().isPresent()) {
                throw new DatasetException(folder, "", "is not empty",
                        "A capture is written into a folder of its own; remove what is there.");
            }
        }
        manifest = new PartFile(folder.resolve(MANIFEST));
        try {
            sink = options.packed() ? new ShardSink(folder, options.shardBytes())
                    : new LooseSink(folder, options.perFrameJson());
        } catch (IOException e) {
            manifest.close();
            throw e;
        }
        entries = new PythonJson(manifest.stream());
        entries.beginObject();
        entries.name(ManifestCursor.ENTRIES);
        entries.beginArray();
    }

    /**
     * Writes a frame and its entry.
     *
     * @param entry its steps count up from 0 without gaps, its times grow
     * @param jpeg the file; only read during the call
     */
    public void frame(ManifestEntry entry, byte[] jpeg, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, jpeg.length);
        totals.check(entry);
        begin();
        sink.frame(entry, jpeg, offset, length);
        entries.value(entry.toMap());
        totals.add(entry, jpeg, offset, length);
        usable = true;
    }

    /** As {@link #frame(ManifestEntry, byte[], int, int)} with a whole array. */
    public void frame(ManifestEntry entry, byte[] jpeg) throws IOException {
        frame(entry, jpeg, 0, jpeg.length);
    }

    /**
     * Writes a snapshot, and after upstream's keys the speeds along the car's axes: {@code car_velocity} and
     * {@code car_angular_velocity}.
     *
     * @param timeMs race time of its tick, later than the one before
     */
    public void snapshot(ObservationSnapshot snapshot, int timeMs) throws IOException {
        if (timeMs <= lastSnapshotMs) {
            throw new IllegalArgumentException(
                    "snapshot at " + timeMs + " ms after one at " + lastSnapshotMs);
        }
        snapshot(CarSpeeds.append(snapshot, timeMs));
        lastSnapshotMs = timeMs;
    }

    /** As {@link #snapshot(ObservationSnapshot, int)}, from what is to be stored; nothing is added. */
    public void snapshot(Map<String, ?> fields) throws IOException {
        begin();
        if (snapshots == null) {
            snapshotPart = new PartFile(folder.resolve(SNAPSHOTS));
            snapshots = PythonJson.elements(snapshotPart.stream(), SNAPSHOT_DEPTH);
        }
        snapshots.value(fields);
        snapshotCount++;
        usable = true;
    }

    /**
     * Writes a complete state.
     *
     * @param timeMs race time of its tick, later than the one before
     * @param blob only read during the call
     * @throws IllegalStateException when the options do not say full state
     */
    public void state(int timeMs, byte[] blob, int offset, int length) throws IOException {
        if (!fullState) {
            throw new IllegalStateException("the options of this writer do not say full state");
        }
        Objects.checkFromIndexSize(offset, length, blob.length);
        begin();
        if (states == null) {
            states = new StateFile(folder.resolve(StateCursor.FILE));
        }
        states.add(timeMs, blob, offset, length);
        usable = true;
    }

    /** Number of frames so far. */
    public int frames() {
        return totals.frames();
    }

    /** From here to the end of a call an exception leaves half a record: then nothing may follow. */
    private void begin() {
        if (!usable) {
            throw new IllegalStateException(
                    "the folder " + folder + " is finished, closed or could not be written");
        }
        usable = false;
    }

    /**
     * Makes the folder a capture.
     *
     * @param actions index of the action at each step from 0 on; empty when the replay's inputs are not known
     * @param inputs all inputs; empty when they are not known
     * @param metadata without what only the writer knows
     * @return the metadata as written
     * @throws IllegalStateException when there is no frame
     */
    public CaptureMetadata finish(Optional<List<Integer>> actions, Optional<RaceInputs> inputs,
            CaptureMetadata metadata) throws IOException {
        if (frames() == 0) {
            throw new IllegalStateException("a capture has frames; " + folder + " has none");
        }
        begin();
        sink.finish();
        if (states != null) {
            states.commit();
        }
        finishManifest(actions, inputs);
        CaptureMetadata complete = complete(metadata);
        complete.write(folder.resolve(CaptureMetadata.FILE));
        return complete;
    }

    private void finishManifest(Optional<List<Integer>> actions, Optional<RaceInputs> inputs)
            throws IOException {
        entries.endArray();
        if (actions.isPresent()) {
            entries.name(ManifestCursor.ACTIONS);
            entries.value(actions.get());
        }
        if (snapshots != null) {
            snapshots.flush();
            entries.name(ManifestCursor.META);
            entries.array(snapshotPart::copyTo);
            snapshotPart.discard();
        }
        if (inputs.isPresent()) {
            entries.name(RaceInputs.KEY);
            entries.value(inputs.get().toMap());
        }
        entries.endObject();
        entries.flush();
        manifest.commit();
    }

    private CaptureMetadata complete(CaptureMetadata metadata) {
        Map<String, Object> values = new LinkedHashMap<>(metadata.values());
        Object configuration = values.remove(CaptureMetadata.CONFIGURATION);
        values.put(CaptureMetadata.TOTAL_FRAMES, frames());
        values.put("frame_storage", sink.storage());
        values.putAll(totals.toMap());
        values.put("total_snapshots", snapshotCount);
        values.put("total_full_states", states == null ? 0 : states.count());
        if (configuration != null) {
            values.put(CaptureMetadata.CONFIGURATION, configuration);
        }
        return CaptureMetadata.of(CaptureMetadata.FILE, values);
    }

    /** Closes all files; without {@link #finish} the folder stays as it is, and is no capture. */
    @Override
    public void close() throws IOException {
        usable = false;
        Closing.all(Arrays.asList(manifest, sink, snapshotPart, states));
    }
}
