package tmnf.capture.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tmnf.tminterface.observation.ObservationSnapshot;

/**
 * Writes one replay's folder as a stream: what is in memory does not grow with the race, but for a few bytes a
 * frame in a packed folder. Confined to one thread at a time.
 *
 * <pre>
 * 1. any number of frame, snapshot, state, each kind in the order of its time
 * 2. finish, once; or nothing, and the folder is not a capture
 * 3. close
 * </pre>
 *
 * <p>Frames, states and the index of the shards are whole before {@code manifest.json} gets its name, and {@code
 * metadata.json} with {@code status: complete} comes last of all. A folder with {@code *.part} files or without
 * metadata was never finished. The folder should be a staging folder that is moved into place after {@link
 * #finish}; then no reader ever sees one that is not whole.
 */
public final class ReplayFolderWriter implements Closeable {

    /**
     * Begins a folder.
     *
     * @param folder is made; has to be empty or absent
     * @throws DatasetException when something is in the folder
     */
    public ReplayFolderWriter(Path folder, WriterOptions options) throws IOException {
        throw new UnsupportedOperationException(folder + " " + options);
    }

    /**
     * Writes a frame and its entry.
     *
     * @param entry its steps count up from 0 without gaps, its times grow
     * @param jpeg the file; only read during the call
     */
    public void frame(ManifestEntry entry, byte[] jpeg, int offset, int length) throws IOException {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }

    /** As {@link #snapshot(ObservationSnapshot, int)}, from what is to be stored; nothing is added. */
    public void snapshot(Map<String, ?> fields) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes a complete state.
     *
     * @param timeMs race time of its tick, later than the one before
     * @param blob only read during the call
     * @throws IllegalStateException when the options do not say full state
     */
    public void state(int timeMs, byte[] blob, int offset, int length) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Number of frames so far. */
    public int frames() {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes the folder a capture.
     *
     * @param actions index of the action at each step from 0 on; empty when the replay's inputs are not known
     * @param inputs all inputs; empty when they are not known
     * @param metadata without what only the writer knows
     * @return the metadata as written
     */
    public CaptureMetadata finish(Optional<List<Integer>> actions, Optional<RaceInputs> inputs,
            CaptureMetadata metadata) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Closes all files; without {@link #finish} the folder stays as it is, and is no capture. */
    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
