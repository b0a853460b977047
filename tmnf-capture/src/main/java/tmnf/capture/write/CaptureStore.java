package tmnf.capture.write;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetException;
import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.plan.ExistingCaptures;
import tmnf.capture.plan.PlanStatus;
import tmnf.capture.plan.ReplayTask;
import tmnf.capture.plan.Shard;
import tmnf.capture.plan.ZoneCentres;
import tmnf.gbx.file.FileTrees;

/**
 * The output folder of captures, of which one program at a time is the owner (or one for each shard).
 *
 * <pre>
 * TRACK/REPLAY/                     complete captures and nothing else
 * .capture/staging/                 one folder for each run; moved into place by one rename
 * .capture/quarantine/TRACK/REPLAY/ what was rejected, with reason.json
 * .capture/outcomes.jsonl           one line for each attempt
 * .capture/lock                     who is the owner
 * </pre>
 *
 * Safe for use by several threads, as long as each replay is one thread's.
 */
public final class CaptureStore implements ExistingCaptures, Closeable {

    /** Key of the metadata: {@link CaptureSettings#digest()}. */
    public static final String DIGEST = "settings_digest";

    private static final String REPLAY_SHA1 = "replay_sha1";
    private static final String STAGING = "staging";
    private static final String QUARANTINE = "quarantine";
    private static final String OUTCOMES = "outcomes.jsonl";
    private static final String MANIFEST = "manifest.json";

    private final Path root;
    private final Path own;
    private final String label;
    private final StoreLock lock;
    private final OutcomeLog outcomes;
    private final AtomicInteger runs = new AtomicInteger();

    private CaptureStore(Path root, String label, StoreLock lock, OutcomeLog outcomes) {
        this.root = root;
        this.own = root.resolve(CaptureDataset.OWN_FOLDER);
        this.label = label;
        this.lock = lock;
        this.outcomes = outcomes;
    }

    /**
     * Becomes the owner, makes the folders, and puts right what a program left that was killed.
     *
     * @throws StoreBusyException if another program is the owner
     */
    public static CaptureStore open(Path root, Shard shard) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        Path own = absolute.resolve(CaptureDataset.OWN_FOLDER);
        Files.createDirectories(own);
        StoreLock lock = StoreLock.take(own, shard);
        OutcomeLog log = null;
        try {
            log = OutcomeLog.open(own.resolve(OUTCOMES));
            CaptureStore store = new CaptureStore(absolute, StoreLock.label(shard), lock, log);
            store.sweep(shard);
            return store;
        } catch (IOException | RuntimeException e) {
            if (log != null) {
                log.close();
            }
            lock.close();
            throw e;
        }
    }

    /** Whether some program was the owner before. */
    public static boolean isThere(Path root) {
        return Files.isDirectory(root.resolve(CaptureDataset.OWN_FOLDER));
    }

    /** Looks at what exists, as no owner, and writes nothing; the folder need not exist. */
    public static ExistingCaptures look(Path root) {
        Path absolute = root.toAbsolutePath().normalize();
        return (task, settings) -> find(absolute, task, settings);
    }

    /** Runs of programs that are gone: those of this shard, or all for who owns the whole. */
    private void sweep(Shard shard) throws IOException {
        Path staging = own.resolve(STAGING);
        if (!Files.isDirectory(staging)) {
            return;
        }
        List<Path> places;
        try (Stream<Path> files = Files.list(staging)) {
            places = files.filter(file -> shard.count() == 1
                    || file.getFileName().toString().startsWith(label + "-run-")).toList();
        }
        for (Path place : places) {
            StagedCapture.recover(this, place);
        }
        FileTrees.deleteIfEmpty(staging);
    }

    /** The folder of the dataset. */
    public Path root() {
        return root;
    }

    /**
     * A folder for a run.
     *
     * @param trackId name of a folder
     * @param name of a folder
     */
    public StagedCapture stage(String trackId, String name) throws IOException {
        target(trackId, name);
        Path place = own.resolve(STAGING).resolve(label + "-run-" + runs.incrementAndGet());
        Files.createDirectories(place);
        return new StagedCapture(this, trackId, name, place);
    }

    Path target(String trackId, String name) {
        return target(root, trackId, name);
    }

    private static Path target(Path root, String trackId, String name) {
        return root.resolve(element(root, trackId)).resolve(element(root, name));
    }

    private static String element(Path root, String text) {
        Path path = root.getFileSystem().getPath(text);
        if (text.isEmpty() || text.startsWith(".") || path.isAbsolute() || path.getNameCount() != 1
                || text.indexOf('/') >= 0 || text.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("no name of a folder in a dataset: '" + text + "'");
        }
        return text;
    }

    /** Whether a complete capture is there: of ours, or of another tool. */
    public boolean isDone(String trackId, String name) throws IOException {
        return isDone(target(trackId, name));
    }

    private static boolean isDone(Path folder) throws IOException {
        if (!Files.isRegularFile(folder.resolve(MANIFEST))) {
            return false;
        }
        try {
            return CapturedReplay.open(folder).isComplete();
        } catch (DatasetException e) {
            // Damaged, but somebody's: only who says so replaces it.
            return true;
        }
    }

    /** Why the replay was put aside; empty if it was not. */
    public Optional<QuarantineReason> quarantined(String trackId, String name) throws IOException {
        return quarantined(root, trackId, name);
    }

    private static Optional<QuarantineReason> quarantined(Path root, String trackId, String name)
            throws IOException {
        Path folder = target(root.resolve(CaptureDataset.OWN_FOLDER).resolve(QUARANTINE), trackId, name);
        return Files.isDirectory(folder)
                ? Optional.of(QuarantineReason.of(StoreJson.read(folder.resolve(QuarantineReason.FILE))))
                : Optional.empty();
    }

    /** Puts a replay aside of which nothing was captured. */
    public void quarantine(String trackId, String name, QuarantineReason reason) throws IOException {
        try (StagedCapture nothing = stage(trackId, name)) {
            nothing.quarantine(reason);
        }
    }

    void quarantine(Path folder, String trackId, String name, QuarantineReason reason) throws IOException {
        StoreJson.write(folder.resolve(QuarantineReason.FILE), reason.toMap());
        Path target = target(own.resolve(QUARANTINE), trackId, name);
        FileTrees.delete(target);
        FileTrees.move(folder, target);
    }

    void forgetQuarantine(String trackId, String name) throws IOException {
        Path target = target(own.resolve(QUARANTINE), trackId, name);
        if (FileTrees.exists(target)) {
            FileTrees.delete(target);
            FileTrees.deleteIfEmpty(target.getParent());
            FileTrees.deleteIfEmpty(own.resolve(QUARANTINE));
        }
    }

    /** Appends a line, flushed. */
    public void append(CaptureOutcome outcome) throws IOException {
        outcomes.append(Objects.requireNonNull(outcome));
    }

    /**
     * Reads all outcomes of a dataset in their order, those of other programs too.
     *
     * @return number of damaged lines, which are left out
     */
    public static int outcomes(Path root, Consumer<CaptureOutcome> to) throws IOException {
        return OutcomeLog.read(root.resolve(CaptureDataset.OWN_FOLDER).resolve(OUTCOMES), to);
    }

    @Override
    public Found find(ReplayTask task, CaptureSettings settings) throws IOException {
        return find(root, task, settings);
    }

    private static Found find(Path root, ReplayTask task, CaptureSettings settings) throws IOException {
        Path folder = target(root, task.trackId(), task.name());
        if (isDone(folder)) {
            return found(folder, task, settings);
        }
        Found partly = FileTrees.exists(folder)
                ? new Found(PlanStatus.NEW, "what is there is not whole") : Found.NOTHING;
        return quarantined(root, task.trackId(), task.name())
                .filter(reason -> reason.concerns(task, settings)).map(reason ->
                new Found(PlanStatus.QUARANTINED, reason.reason()))
                .orElse(partly);
    }

    private static Found found(Path folder, ReplayTask task, CaptureSettings settings) throws IOException {
        try {
            Optional<CaptureMetadata> metadata = CapturedReplay.open(folder).metadata();
            if (metadata.isEmpty() || metadata.get().status().isEmpty()) {
                return new Found(PlanStatus.DONE_ELSEWHERE, "captured by another tool");
            }
            if (!metadata.get().text(REPLAY_SHA1).equals(Optional.of(task.sha1()))) {
                return new Found(PlanStatus.DONE_DIFFERENT, "the replay's file has changed since");
            }
            if (!metadata.get().text(DIGEST).equals(Optional.of(settings.digest()))) {
                return new Found(PlanStatus.DONE_DIFFERENT, "captured with other settings");
            }
            return new Found(PlanStatus.DONE, "", zones(metadata.get()));
        } catch (DatasetException e) {
            return new Found(PlanStatus.DONE_DIFFERENT, "damaged: " + e.getMessage());
        }
    }

    /** Captures of earlier versions do not say. */
    private static Optional<String> zones(CaptureMetadata metadata) throws DatasetException {
        return metadata.values().containsKey(ZoneCentres.SHA256)
                ? Optional.of(metadata.text(ZoneCentres.SHA256).orElse(Found.NO_ZONES)) : Optional.empty();
    }

    /** Ends the ownership; close what was staged first. */
    @Override
    public void close() throws IOException {
        try {
            FileTrees.deleteIfEmpty(own.resolve(STAGING));
        } finally {
            try {
                outcomes.close();
            } finally {
                lock.close();
            }
        }
    }
}
