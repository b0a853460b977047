package tmnf.pretrain.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import tmnf.gbx.file.FileTrees;
import tmnf.gbx.file.HeldFile;

/**
 * The folder of a run, which this process alone writes to until it is closed. Where its files are:
 *
 * <pre>
 * encoder.pt  pretrain_meta.json  metrics.csv  config.json  report.html  confusion.json
 * checkpoints/  tensorboard/  csv/  cache/ (until the run is over)  .lock
 * </pre>
 */
public final class RunFolder implements Closeable {

    /** Name of {@link #confusion}. */
    public static final String CONFUSION = "confusion.json";
    /** Name of the file with the weights of the encoder. */
    public static final String ENCODER = "encoder.pt";

    /** Name of {@link #cache}. */
    public static final String CACHE = "cache";

    static final String META = "pretrain_meta.json";
    static final String METRICS = "metrics.csv";
    static final String CONFIG = "config.json";
    static final String REPORT = "report.html";

    private final Path path;
    private final HeldFile lock;
    private boolean finished;

    private RunFolder(Path path) throws IOException {
        this.path = path;
        lock = RunLock.take(path);
    }

    /**
     * A new run.
     *
     * @param output folder of run folders, made if it is missing
     * @param name empty: the next of {@code run_001}, {@code run_002} and so on
     * @param overwrite whether a run of that name is replaced
     * @param ours names of the folders that a run makes, to be replaced with it
     * @throws RunFolderException if there is a run of that name, or something that no run made, or another
     *     process writes to it
     */
    public static RunFolder create(Path output, Optional<String> name, boolean overwrite, Set<String> ours)
            throws IOException {
        try {
            Files.createDirectories(output);
        } catch (FileAlreadyExistsException e) {
            throw new RunFolderException(noFolder(output));
        }
        if (name.isEmpty()) {
            return new RunFolder(RunNames.createNext(output));
        }
        Path path = output.resolve(RunNames.plain(name.get()));
        RunFiles files = new RunFiles(path, ours);
        if (createIfMissing(path)) {
            return new RunFolder(path);
        }
        // Before the lock, so that no file is left in a folder that is not ours, and again under it.
        requireReplaceable(path, files, overwrite);
        RunFolder folder = new RunFolder(path);
        try {
            requireReplaceable(path, files, overwrite);
            files.delete();
            return folder;
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    /**
     * Looks whether {@link #create} would take a folder, as far as that is seen without writing.
     *
     * @throws RunFolderException as there
     * @throws java.nio.file.AccessDeniedException without the permission to write there
     */
    public static void requireFree(Path output, Optional<String> name, boolean overwrite, Set<String> ours)
            throws IOException {
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw new RunFolderException(noFolder(output));
        }
        FileTrees.requireWritable(name.isPresent() ? output.resolve(RunNames.plain(name.get())) : output);
        if (name.isPresent()) {
            Path path = output.resolve(RunNames.plain(name.get()));
            if (Files.isDirectory(path)) {
                requireReplaceable(path, new RunFiles(path, ours), overwrite);
                RunLock.requireFree(path);
            } else if (Files.exists(path)) {
                throw new RunFolderException(isFile(path));
            }
        }
    }

    private static String noFolder(Path output) {
        return output + " is a file where the folder of runs should be. Give another output folder.";
    }

    private static String isFile(Path path) {
        return path + " is a file where a run folder should be. Give the run another name.";
    }

    private static boolean createIfMissing(Path path) throws IOException {
        try {
            Files.createDirectory(path);
            return true;
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path)) {
                throw new RunFolderException(isFile(path));
            }
            return false;
        }
    }

    private static void requireReplaceable(Path path, RunFiles files, boolean overwrite) throws IOException {
        if (!overwrite && files.areThere()) {
            throw new RunFolderException(path + " holds something already. Resume it, overwrite it, or give "
                    + "this run another name.");
        }
        Optional<Path> foreign = files.foreign();
        if (foreign.isPresent()) {
            throw new RunFolderException(path + " is not overwritten: " + foreign.get() + " is there, which "
                    + "no run made. Take it away, or give this run another name.");
        }
    }

    /** Whether there is nothing of that name yet, so that the run that is to be gone on with begins. */
    public static boolean isUnused(Path output, String name) throws IOException {
        return new RunFiles(output.resolve(RunNames.plain(name)), Set.of()).areMissing();
    }

    /**
     * A run that was begun, to go on with from its checkpoint, or from its beginning where it was stopped
     * within its first epoch and has none.
     *
     * @param name empty: the last of {@code run_001}, {@code run_002} and so on
     * @throws RunFolderException if there is none, or another process writes to it
     */
    public static RunFolder resume(Path output, Optional<String> name) throws IOException {
        return new RunFolder(requireBegun(output, name));
    }

    private static Path requireBegun(Path output, Optional<String> name) throws IOException {
        Path path = existing(output, name);
        if (!new RunFiles(path, Set.of()).wasBegun()) {
            throw new RunFolderException(path + " cannot be resumed: no run was begun in this folder. Name "
                    + "another one, or start a run.");
        }
        return path;
    }

    /**
     * Looks whether {@link #resume(Path, Optional)} would take a run, without changing anything.
     *
     * @return where its decoded frames are, or would be
     * @throws RunFolderException as there
     * @throws java.nio.file.AccessDeniedException without the permission to write there
     */
    public static Path requireResumable(Path output, Optional<String> name) throws IOException {
        Path path = requireBegun(output, name);
        FileTrees.requireWritable(path);
        RunLock.requireFree(path);
        return path.resolve(CACHE);
    }

    private static Path existing(Path output, Optional<String> name) throws IOException {
        Path path = name.isPresent() ? output.resolve(RunNames.plain(name.get())) : RunNames.last(output);
        if (!Files.isDirectory(path)) {
            throw new RunFolderException(path + " does not exist, so there is no run to resume. Start one, "
                    + "or name the right output folder and run.");
        }
        return path;
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /**
     * A folder of the run.
     *
     * @param name as the configuration has it
     * @throws RunFolderException if it is not within the run's
     */
    public Path folder(String name) throws RunFolderException {
        Path folder = path.resolve(name).normalize();
        if (name.isBlank() || !folder.startsWith(path.normalize()) || folder.equals(path.normalize())) {
            throw new RunFolderException("\"" + name + "\" is no folder within the run's, " + path
                    + ". Give a plain name.");
        }
        return folder;
    }

    /** Weights of the encoder alone. */
    public Path encoder() {
        return path.resolve(ENCODER);
    }

    /** How they were made. */
    public Path meta() {
        return path.resolve(META);
    }

    /** A row for each epoch. */
    public Path metrics() {
        return path.resolve(METRICS);
    }

    /** The effective configuration. */
    public Path config() {
        return path.resolve(CONFIG);
    }

    /** The run as a page. */
    public Path report() {
        return path.resolve(REPORT);
    }

    /** Which actions were chosen for which, of behavioural cloning: {@link ConfusionFile}. */
    public Path confusion() {
        return path.resolve(CONFUSION);
    }

    /** Decoded frames, as long as the run needs them and has no other place for them. */
    public Path cache() {
        return path.resolve(CACHE);
    }

    /**
     * Has {@link #close} delete the cache: the run is over. On Windows what was mapped may stay, which is no
     * doubt about the run; it is deleted when the run is to be gone on with.
     */
    public void finish() {
        finished = true;
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            if (finished && Files.isDirectory(cache())) {
                FileTrees.deleteWherePossible(cache());
            }
        }
    }
}
