package tmnf.pretrain.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tmnf.gbx.file.FileTrees;

/**
 * The folder of a run, which this process alone writes to until it is closed. Where its files are:
 *
 * <pre>
 * encoder.pt  pretrain_meta.json  metrics.csv  config.json  report.html
 * checkpoints/  tensorboard/  csv/  cache/ (until the run is over)
 * </pre>
 */
public final class RunFolder implements Closeable {

    private static final Pattern NUMBERED = Pattern.compile("run_(\\d{3,9})");
    private static final String LOCK = ".lock";
    /** Files that a run makes, apart from its folders. */
    private static final Set<String> FILES = Set.of("encoder.pt", "pretrain_meta.json", "metrics.csv",
            "config.json", "report.html", LOCK);
    private static final String CACHE = "cache";

    private final Path path;
    private final FileChannel lock;
    private boolean finished;

    private RunFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
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
        Files.createDirectories(output);
        if (name.isEmpty()) {
            return locked(createNumbered(output));
        }
        Path path = output.resolve(name.get());
        boolean made = createIfMissing(path);
        RunFolder folder = locked(path);
        try {
            if (!made) {
                folder.clear(overwrite, ours);
            }
            return folder;
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    private static boolean createIfMissing(Path path) throws IOException {
        try {
            Files.createDirectory(path);
            return true;
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path)) {
                throw new RunFolderException(path + " is a file where a run folder should be; give the run "
                        + "another name");
            }
            return false;
        }
    }

    private static Path createNumbered(Path output) throws IOException {
        for (int number = last(output).orElse(0) + 1;; number++) {
            Path path = output.resolve(String.format("run_%03d", number));
            try {
                return Files.createDirectory(path);
            } catch (FileAlreadyExistsException e) {
                continue; // another process was faster
            }
        }
    }

    /** Number of the last numbered run. */
    private static OptionalInt last(Path output) throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return files.map(file -> NUMBERED.matcher(file.getFileName().toString())).filter(Matcher::matches)
                    .mapToInt(match -> Integer.parseInt(match.group(1))).max();
        }
    }

    private void clear(boolean overwrite, Set<String> ours) throws IOException {
        List<Path> there;
        try (Stream<Path> files = Files.list(path)) {
            there = files.filter(file -> !file.getFileName().toString().equals(LOCK)).sorted().toList();
        }
        if (!there.isEmpty() && !overwrite) {
            throw new RunFolderException(path + " holds a run already; resume it, overwrite it, or give this "
                    + "run another name");
        }
        for (Path file : there) {
            String name = file.getFileName().toString();
            if (!FILES.contains(name) && !ours.contains(name) && !name.equals(CACHE)) {
                throw new RunFolderException(path + " holds " + name + ", which no run made, so it is not "
                        + "overwritten; give this run another name");
            }
        }
        for (Path file : there) {
            if (Files.isDirectory(file)) {
                FileTrees.delete(file);
            } else {
                Files.delete(file);
            }
        }
    }

    /**
     * A run to go on with.
     *
     * @param name empty: the last of {@code run_001}, {@code run_002} and so on
     * @throws RunFolderException if there is none, or another process writes to it
     */
    public static RunFolder resume(Path output, Optional<String> name) throws IOException {
        OptionalInt last = name.isEmpty() && Files.isDirectory(output) ? last(output) : OptionalInt.empty();
        String wanted = name.orElseGet(() -> last.isPresent()
                ? String.format("run_%03d", last.getAsInt()) : "run_001");
        Path path = output.resolve(wanted);
        if (!Files.isDirectory(path)) {
            throw new RunFolderException(path + " does not exist, so there is no run to resume; start one, "
                    + "or name the right output folder and run");
        }
        return locked(path);
    }

    private static RunFolder locked(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        boolean mine = false;
        try {
            mine = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            mine = false; // another run of this process
        } finally {
            if (!mine) {
                channel.close();
            }
        }
        if (!mine) {
            throw new RunFolderException(path + " is being written to by another process; wait for it, or "
                    + "give this run another name");
        }
        return new RunFolder(path, channel);
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** Weights of the encoder alone. */
    public Path encoder() {
        return path.resolve("encoder.pt");
    }

    /** How they were made. */
    public Path meta() {
        return path.resolve("pretrain_meta.json");
    }

    /** A row for each epoch. */
    public Path metrics() {
        return path.resolve("metrics.csv");
    }

    /** The effective configuration. */
    public Path config() {
        return path.resolve("config.json");
    }

    /** The run as a page. */
    public Path report() {
        return path.resolve("report.html");
    }

    /** Decoded frames, as long as the run needs them and has no other place for them. */
    public Path cache() {
        return path.resolve(CACHE);
    }

    /** Has {@link #close} delete the cache: the run is over. */
    public void finish() {
        finished = true;
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            if (finished && Files.isDirectory(cache())) {
                FileTrees.delete(cache());
            }
            Files.deleteIfExists(path.resolve(LOCK));
        }
    }
}
