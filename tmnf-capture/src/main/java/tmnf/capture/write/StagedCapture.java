package tmnf.capture.write;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.write.CaptureWriteException.Reason;
import tmnf.gbx.file.FileTrees;

/**
 * A folder in which one run is written, outside the dataset, on the same file system. Confined to one thread
 * at a time.
 *
 * <pre>
 * staging/N/capture        what is written
 * staging/N/replace.json   where it belongs, when an older one is replaced
 * staging/N/old            the older one, for a moment
 * </pre>
 *
 * <p>No file system that Java knows exchanges two folders in one step, so between two renames the dataset
 * lacks the replay. Who is killed there has it put right at the next start: {@link #recover}.
 */
public final class StagedCapture implements Closeable {

    private static final String CAPTURE = "capture";
    private static final String OLD = "old";
    private static final String REPLACE = "replace.json";

    private final CaptureStore store;
    private final String trackId;
    private final String name;
    private final Path place;
    private boolean open = true;

    StagedCapture(CaptureStore store, String trackId, String name, Path place) {
        this.store = store;
        this.trackId = trackId;
        this.name = name;
        this.place = place;
    }

    /** Where the capture is written; absent until then. */
    public Path folder() {
        return place.resolve(CAPTURE);
    }

    /** Deletes what was written. */
    void empty() throws IOException {
        requireOpen();
        FileTrees.delete(folder());
    }

    /**
     * Moves the capture to its place.
     *
     * @param overwrite whether one that is complete may be replaced; one that is not always is
     * @throws CaptureWriteException if it is not complete, or a complete one is there
     */
    void publish(boolean overwrite) throws IOException {
        publish(overwrite, FileTrees::move);
    }

    /** How a folder is renamed. */
    @FunctionalInterface
    interface Renaming {
        void move(Path from, Path to) throws IOException;
    }

    void publish(boolean overwrite, Renaming renaming) throws IOException {
        requireOpen();
        if (!CapturedReplay.open(folder()).isComplete()) {
            throw new CaptureWriteException(Reason.CANNOT_WRITE, folder() + " is not complete");
        }
        FileTrees.sync(folder());
        Path target = store.target(trackId, name);
        if (FileTrees.exists(target)) {
            if (!overwrite && store.isDone(trackId, name)) {
                throw new CaptureWriteException(Reason.EXISTS, target
                        + " is a complete capture already. Overwrite it, or leave the replay out.");
            }
            StoreJson.write(place.resolve(REPLACE), Map.of("track_id", trackId, "replay_name", name));
            FileTrees.sync(place);
        }
        moveIntoPlace(target, renaming);
        close();
        store.forgetQuarantine(trackId, name);
    }

    /**
     * Who is interrupted between the two moves finishes them: an interrupt closes the files in use, and ends
     * the pause before another try at a file that somebody holds.
     */
    private void moveIntoPlace(Path target, Renaming renaming) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            replace(target, renaming);
        } catch (ClosedByInterruptException | InterruptedIOException e) {
            interrupted = true;
            Thread.interrupted();
            replace(target, renaming);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Makes those of the two moves that were not made yet. */
    private void replace(Path target, Renaming renaming) throws IOException {
        if (!FileTrees.exists(folder())) {
            return;
        }
        Path old = place.resolve(OLD);
        if (FileTrees.exists(target) && !FileTrees.exists(old)) {
            renaming.move(target, old);
        }
        renaming.move(folder(), target);
    }

    /** Moves what was written to the quarantine, with the reason. */
    void quarantine(QuarantineReason reason) throws IOException {
        requireOpen();
        Files.createDirectories(folder());
        store.quarantine(folder(), trackId, name, reason);
        close();
    }

    /** Puts right what a program left that was killed, and deletes the rest. */
    static void recover(CaptureStore store, Path place) throws IOException {
        Optional<ObjectNode> replace = StoreJson.read(place.resolve(REPLACE));
        Path capture = place.resolve(CAPTURE);
        Path old = place.resolve(OLD);
        if (replace.isPresent()) {
            Path target = store.target(replace.get().path("track_id").asText(),
                    replace.get().path("replay_name").asText());
            if (FileTrees.exists(old) && !FileTrees.exists(target)) {
                FileTrees.move(FileTrees.exists(capture) ? capture : old, target);
            }
        }
        FileTrees.delete(place);
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("this capture was published, put aside or closed");
        }
    }

    /**
     * Deletes all that was neither published nor put aside. A capture that was taken from its place to be
     * replaced, and was not, goes back there; if even that fails, all stays for the next start.
     */
    @Override
    public void close() throws IOException {
        open = false;
        Path old = place.resolve(OLD);
        Path target = store.target(trackId, name);
        if (FileTrees.exists(old) && !FileTrees.exists(target)) {
            FileTrees.move(old, target);
        }
        FileTrees.delete(place);
    }
}
