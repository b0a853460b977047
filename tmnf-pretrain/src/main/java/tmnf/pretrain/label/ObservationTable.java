package tmnf.pretrain.label;

import java.io.Closeable;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import tmnf.gbx.file.AtomicMove;
import tmnf.gbx.file.FileTrees;
import tmnf.gbx.file.HeldFile;
import tmnf.pretrain.data.CacheLock;
import tmnf.pretrain.data.FrameCacheBuilder;
import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.FrameTree;

/**
 * What the driver would have seen at each frame of a dataset besides the picture, by the frame's number: the
 * observation of the stored state that is nearest in time, not normalised, equal to those at driving time.
 * In a file of a cache's folder, mapped; its name and head have a signature of all that it was made of, so
 * another dataset, or other settings, never take it. A frame without a state near enough has none.
 *
 * <p>Zones and margin are those along the line that the capture was made with; without one they are 0, and
 * {@link #problems} says so. Thread-safe.
 */
public final class ObservationTable implements FrameFloats, Closeable {

    private static final String LOCK = ".observations.lock";

    private final FloatRows rows;
    private final BitSet missing;
    private final List<ManifestProblem> problems;

    ObservationTable(FloatRows rows, BitSet missing, List<ManifestProblem> problems) {
        this.rows = rows;
        this.missing = missing;
        this.problems = List.copyOf(problems);
    }

    /**
     * Opens the table of exactly these frames and settings; empty if the folder has none, or a broken one.
     */
    public static Optional<ObservationTable> find(Path folder, FrameTree tree, ObservationSettings settings)
            throws IOException {
        return new ObservationFile(folder, tree, settings).open();
    }

    /**
     * Opens the table of a dataset, building it if there is none that is valid. It appears whole; tables of
     * other frames or settings in the folder are deleted.
     *
     * @param actions of the same tree
     * @param folder of a cache; is made
     * @param threads that read manifests; 0 for as many as there are processors
     * @param progress hears of frames that are done
     * @param stopped asked a few times a second; true ends the building
     * @return empty if it was stopped, or the thread interrupted
     * @throws FrameCacheException without the space, or when another process builds it for hours
     */
    public static Optional<ObservationTable> openOrBuild(FrameTree tree, FrameActions actions,
            ObservationSettings settings, Path folder, int threads, FrameCacheBuilder.Progress progress,
            BooleanSupplier stopped) throws IOException {
        ObservationFile file = new ObservationFile(folder, tree, settings);
        Optional<ObservationTable> there = file.open();
        if (there.isPresent()) {
            return there;
        }
        Files.createDirectories(folder);
        try (HeldFile lock = new CacheLock(folder.resolve(LOCK), FrameCacheBuilder.USUAL_PATIENCE)
                .await(stopped).orElse(null)) {
            if (lock == null) {
                return Optional.empty();
            }
            there = file.open();
            if (there.isPresent()) {
                return there;
            }
            forget(folder);
            file.requireSpace();
            try {
                ObservationBuild build = new ObservationBuild(tree, actions, settings, progress, stopped);
                if (!file.write(build, threads)) {
                    return Optional.empty();
                }
                AtomicMove.SYSTEM.move(file.staging(), file.file());
                FileTrees.sync(folder);
            } finally {
                Files.deleteIfExists(file.staging());
            }
            return Optional.of(file.open().orElseThrow(() -> new FrameCacheException(
                    FrameCacheException.Reason.BROKEN, file.file(), "changed while it was being made",
                    "Try again when nobody writes into the dataset.")));
        }
    }

    /** Bytes that a table takes on the disk, about. */
    public static long bytes(FrameTree tree, ObservationSettings settings) {
        return (long) tree.frameCount() * settings.layout().size() * Float.BYTES;
    }

    /** Deletes tables, as far as the system lets: Windows keeps one that is mapped. */
    private static void forget(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path old : files.filter(ObservationFile::isOne).toList()) {
                try {
                    Files.deleteIfExists(old);
                } catch (IOException e) {
                    continue; // It takes room, and nobody takes it for the new one.
                }
            }
        }
    }

    @Override
    public int size() {
        return rows.size();
    }

    /** How many frames have no observation. */
    public int missing() {
        return missing.cardinality();
    }

    /** Replays of which something could not be read. */
    public List<ManifestProblem> problems() {
        return problems;
    }

    @Override
    public boolean isKnown(int frame) {
        return !missing.get(frame);
    }

    @Override
    public void copy(int frame, FloatBuffer to) {
        rows.copy(frame, to);
    }

    /** Ends it; on Windows its file can be deleted some time later only. */
    @Override
    public void close() {
        rows.close();
    }
}
