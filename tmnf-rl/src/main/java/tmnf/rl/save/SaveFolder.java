package tmnf.rl.save;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import tmnf.gbx.file.AtomicFile;
import tmnf.gbx.file.FileTrees;
import tmnf.gbx.file.HeldFile;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.TorchFormatException;
import tmnf.rl.net.WeightPair;
import tmnf.rl.save.CheckpointInfo.FileHash;
import tmnf.rl.save.SaveException.Reason;

/**
 * The folder of a run, locked while this is open:
 *
 * <pre>
 * manifest.json                  which checkpoints there are, and the hashes of their files
 * checkpoints/12/                weights1.torch weights2.torch optimizer1.torch statistics.json
 *                                config_snapshot.yaml, and buffer.bin in the newest if it is kept
 * weights1.torch ...             copies of the newest, for other programs
 * initial/                       the weights that the run began with, if some were there
 * first_attempt/                 the last checkpoint of an attempt that was given up
 * </pre>
 *
 * <p>A checkpoint counts from the moment the manifest names it; whoever is killed before leaves the one
 * before. Reading is strict: what does not fit is a {@link SaveException}, and nothing is changed. Confined
 * to one thread. Long because one class knows the order in which the files of a folder change, and what is
 * made of those that are found.
 */
public final class SaveFolder implements Closeable {

    /** The optimiser's file. */
    public static final String OPTIMIZER = "optimizer1.torch";
    /** The statistics' file. */
    public static final String STATISTICS = "statistics.json";
    /** The configuration's file. */
    public static final String CONFIG = "config_snapshot.yaml";
    /** The file of transitions. */
    public static final String BUFFER = "buffer.bin";
    /** Fewer checkpoints could not tell copies of the last but one from foreign files. */
    public static final int LEAST_KEPT = 2;

    private static final String LOCK = ".lock";
    static final String CHECKPOINTS = "checkpoints";
    private final Path saveDir;
    private final Path folder;
    private int keep;
    private final Clock clock;
    private final HeldFile lock;
    private final RunCopies copies;
    private List<CheckpointInfo> newestFirst;
    private boolean bufferTaken;

    /** Writes the transitions, whole. */
    @FunctionalInterface
    public interface BufferWriter {

        /** Writes them to a new file. */
        void write(Path file) throws IOException;
    }

    private SaveFolder(Path saveDir, String runName, int keep, Clock clock, HeldFile lock)
            throws IOException {
        this.saveDir = saveDir;
        this.folder = saveDir.resolve(runName);
        this.keep = keep;
        this.clock = clock;
        this.lock = lock;
        this.copies = new RunCopies(folder);
        newestFirst = named(folder);
    }

    /**
     * Opens the folder of a run, which is made if it is missing.
     *
     * @param saveDir folder of all runs, such as {@code save}
     * @param runName name of the folder in it
     * @param keep checkpoints to keep, at least {@link #LEAST_KEPT}
     * @throws SaveException if another training has it, or the manifest cannot be read
     */
    public static SaveFolder open(Path saveDir, String runName, int keep, Clock clock) throws IOException {
        requireKept(keep);
        Path folder = saveDir.resolve(runName);
        Files.createDirectories(folder);
        HeldFile lock = lock(folder);
        boolean opened = false;
        try {
            SaveFolder made = new SaveFolder(saveDir, runName, keep, clock, lock);
            opened = true;
            return made;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private static HeldFile lock(Path folder) throws IOException {
        return HeldFile.tryTake(folder.resolve(LOCK)).orElseThrow(() -> new SaveException(Reason.LOCKED,
                folder + ": another training writes there", List.of(),
                "wait until it is over, or name another run with --run-name"));
    }

    /** What the manifest names; nothing where there is none. */
    private static List<CheckpointInfo> named(Path folder) throws IOException {
        Path manifest = folder.resolve(Manifest.NAME);
        return Files.exists(manifest) ? Manifest.read(manifest) : List.of();
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** Keeps so many checkpoints from the next one on, at least {@link #LEAST_KEPT}. */
    public void keep(int checkpoints) {
        keep = requireKept(checkpoints);
    }

    private static int requireKept(int keep) {
        if (keep < LEAST_KEPT) {
            throw new IllegalArgumentException("checkpoints to keep: at least " + LEAST_KEPT + ", not "
                    + keep);
        }
        return keep;
    }

    /** What the manifest names, the newest first. */
    public List<CheckpointInfo> checkpoints() {
        return newestFirst;
    }

    /**
     * Where the run begins: the newest checkpoint here, else weights here, else weights in the folder of all
     * runs, else nothing. To go on from an earlier checkpoint, its folder is copied to that of a new run.
     *
     * @param network all weights of the configuration's network
     * @param trainable those that the optimiser has moments of
     * @throws SaveException if what is there does not fit, or is damaged
     */
    public RunStart start(List<WeightSpec> network, List<WeightSpec> trainable) throws IOException {
        if (newestFirst.isEmpty()) {
            FoundWeights.requireManifest(folder);
            // A change of the weights that init-iqn could not finish must not come over a later checkpoint.
            new WeightPair(folder).finish();
        }
        return find(saveDir, folder, newestFirst, network, trainable);
    }

    /**
     * Where a run would begin, with what {@link #open} and {@link #start} refuse. Nothing is made or changed;
     * the lock, where there is one, is tried and given back.
     *
     * @param saveDir folder of all runs
     * @param runName name of the folder in it
     */
    public static RunStart look(Path saveDir, String runName, List<WeightSpec> network,
            List<WeightSpec> trainable) throws IOException {
        Path folder = saveDir.resolve(runName);
        if (Files.exists(folder.resolve(LOCK))) {
            lock(folder).close();
        }
        List<CheckpointInfo> newestFirst = named(folder);
        if (newestFirst.isEmpty()) {
            FoundWeights.requireManifest(folder);
        }
        return find(saveDir, folder, newestFirst, network, trainable);
    }

    private static RunStart find(Path saveDir, Path folder, List<CheckpointInfo> newestFirst,
            List<WeightSpec> network, List<WeightSpec> trainable) throws IOException {
        if (!newestFirst.isEmpty()) {
            new RunCopies(folder).requireOurs(newestFirst);
            CheckpointInfo newest = newestFirst.get(0);
            return new RunStart.Resume(newest, CheckpointReader.read(newest, checkpoint(folder, newest),
                    network, trainable), Optional.empty());
        }
        for (Path place : List.of(folder, saveDir)) {
            try {
                WeightPair pair = WeightCheck.pair(place);
                if (pair.state() == WeightPair.State.COMPLETE) {
                    return FoundWeights.read(place, pair, network, trainable);
                }
            } catch (TorchFormatException e) {
                throw new SaveException(Reason.DAMAGED, e.getMessage(), List.of(),
                        "get the file back, or name another run with --run-name; nothing was changed");
            }
        }
        return new RunStart.Fresh(folder);
    }

    /**
     * Reads a checkpoint, strictly.
     *
     * @throws SaveException if it is damaged, or does not fit
     */
    Checkpoint load(CheckpointInfo info, List<WeightSpec> network, List<WeightSpec> trainable)
            throws IOException {
        return CheckpointReader.read(info, checkpoint(folder, info), network, trainable);
    }

    static Path checkpoint(Path run, CheckpointInfo info) {
        return run.resolve(CHECKPOINTS).resolve(info.folder());
    }

    /** The run has the transitions of the checkpoint that it began with: they will lie in its own ones. */
    public void tookBuffer() {
        bufferTaken = true;
    }

    /**
     * Saves a checkpoint; when it returns, the run goes on from it.
     *
     * @param checkpoint its {@code buffer} is not looked at
     * @param buffer writes the transitions; empty: they are not kept
     */
    public CheckpointInfo save(Checkpoint checkpoint, Optional<BufferWriter> buffer) throws IOException {
        Path all = folder.resolve(CHECKPOINTS);
        Files.createDirectories(all);
        deleteUnnamed();
        copies.finish(newestFirst.stream().findFirst().map(newest -> all.resolve(newest.folder())));
        long number = newestFirst.stream().mapToLong(CheckpointInfo::number).max().orElse(0) + 1;
        Path into = all.resolve(Long.toString(number));
        boolean first = newestFirst.isEmpty();
        CheckpointInfo info;
        try {
            info = write(number, into, checkpoint, buffer);
            if (first) {
                copies.keepInitial();
            }
            name(info);
        } catch (IOException | RuntimeException e) {
            discard(number, into, e); // what does not count would take room on a full disk
            throw e;
        }
        if (first && bufferTaken) {
            Files.deleteIfExists(folder.resolve(BUFFER)); // came with a copied checkpoint
        }
        copies.make(into);
        deleteUnnamed();
        return info;
    }

    /**
     * Keeps a checkpoint that the run does not go on from, without transitions, in the place of an earlier
     * one of that name. Copied to the folder of a new run, that goes on from it.
     *
     * @param name of a folder in that of the run
     */
    public void keepAside(String name, Checkpoint checkpoint) throws IOException {
        Path into = folder.resolve("." + name + BestRuns.NEW);
        FileTrees.delete(into);
        write(into, checkpoint);
        FileTrees.delete(folder.resolve(name));
        FileTrees.move(into, folder.resolve(name));
    }

    private static void write(Path into, Checkpoint checkpoint) throws IOException {
        Files.createDirectories(into);
        ChannelsLast.of(checkpoint.online()).write(into.resolve(WeightPair.ONLINE));
        ChannelsLast.of(checkpoint.target()).write(into.resolve(WeightPair.TARGET));
        checkpoint.optimizer().write(into.resolve(OPTIMIZER));
        AtomicFile.write(into.resolve(STATISTICS), StatisticsJson.bytes(checkpoint.statistics()));
        AtomicFile.write(into.resolve(CONFIG), checkpoint.config());
    }

    private CheckpointInfo write(long number, Path into, Checkpoint checkpoint, Optional<BufferWriter> buffer)
            throws IOException {
        write(into, checkpoint);
        if (buffer.isPresent()) {
            buffer.get().write(into.resolve(BUFFER));
        }
        FileTrees.sync(into);
        FileTrees.sync(into.getParent());
        return new CheckpointInfo(number, checkpoint.statistics().counters().frames(), clock.instant(),
                hashes(into));
    }

    /**
     * Deletes a checkpoint that could not be saved, unless the manifest on the disk names it: then it counts,
     * and the next save must not take it for one that is left over.
     */
    private void discard(long number, Path half, Exception failure) {
        try {
            List<CheckpointInfo> onDisk = named(folder);
            if (onDisk.stream().anyMatch(info -> info.number() == number)) {
                newestFirst = List.copyOf(onDisk);
                copies.outdated();
            } else {
                FileTrees.delete(half);
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static Map<String, FileHash> hashes(Path into) throws IOException {
        Map<String, FileHash> hashes = new HashMap<>();
        for (String name : Stream.concat(RunCopies.NAMES.stream(), Stream.of(BUFFER)).toList()) {
            Path file = into.resolve(name);
            if (Files.exists(file)) {
                hashes.put(name, Manifest.hash(file));
            }
        }
        return hashes;
    }

    /** From here on the checkpoint counts. Transitions are those of the newest only: they are large. */
    private void name(CheckpointInfo info) throws IOException {
        List<CheckpointInfo> named = new ArrayList<>(List.of(info));
        for (CheckpointInfo older : newestFirst.subList(0, Math.min(keep - 1, newestFirst.size()))) {
            Map<String, FileHash> files = new HashMap<>(older.files());
            files.remove(BUFFER);
            named.add(new CheckpointInfo(older.number(), older.frames(), older.saved(), files));
        }
        Manifest.write(folder.resolve(Manifest.NAME), named);
        newestFirst = List.copyOf(named);
        FileTrees.sync(folder);
    }

    /**
     * What a killed program left half done, and what is no longer kept. Before there is a manifest a whole
     * one may be somebody's: it is put aside.
     */
    private void deleteUnnamed() throws IOException {
        for (Path each : FoundWeights.numbered(folder)) {
            String name = each.getFileName().toString();
            Optional<CheckpointInfo> named = newestFirst.stream()
                    .filter(info -> info.folder().equals(name)).findFirst();
            if (newestFirst.isEmpty() && FoundWeights.missing(each).isEmpty()) {
                Files.move(each, Files.createTempDirectory(each.getParent(), name + "-unnamed-")
                        .resolve(name));
            } else if (named.isEmpty()) {
                FileTrees.delete(each);
            } else if (!named.get().files().containsKey(BUFFER)) {
                Files.deleteIfExists(each.resolve(BUFFER));
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
