package tmnf.pretrain.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which files a run makes, and where in its folder: what is not among them is somebody else's and is never
 * deleted. Links are never followed.
 */
final class RunFiles {

    static final String LOCK = ".lock";

    /** At the top of the folder. */
    private static final Set<String> TOP = Set.of("encoder.pt", "pretrain_meta.json", "metrics.csv",
            "config.json", "report.html", "iqn_bc.pt", "float_head.pt", "actions_head.pt",
            RunFolder.CONFUSION);
    /** In the folders for checkpoints, TensorBoard and CSV, whatever those are called. */
    private static final Pattern BELOW = Pattern.compile(
            "last\\.ckpt|best-epoch=\\d+-\\w+=[-\\w.]+\\.ckpt|events\\.out\\.tfevents\\..+|metrics\\.csv");
    /**
     * As {@link tmnf.pretrain.data.FrameCache} makes them, in the folder and in that of a cache in the
     * making.
     */
    private static final Pattern CACHED = Pattern.compile(
            "frames\\.u8|(?:index|cache)\\.json|\\.lock|observations-\\w+\\.f32|"
                    + "\\.observations\\.(?:lock|building)");
    /** Those of some tracks have a folder of their own: {@link tmnf.pretrain.data.FrameTree#tracksName}. */
    private static final Pattern CACHES = Pattern.compile(RunFolder.CACHE
            + "(?:/tracks-[0-9a-f]{16})?(?:/\\.building)?");
    /** What is mapped while a run goes on, and so may stay on Windows when the cache is deleted. */
    private static final Pattern MAPPED = Pattern.compile("frames\\.u8|observations-\\w+\\.f32");
    /** What {@link tmnf.gbx.file.AtomicFile} leaves when the program is killed. */
    private static final Pattern UNFINISHED = Pattern.compile("\\.(.+)\\.\\d+\\.tmp");

    private final Path run;
    private final Set<String> folders;

    /**
     * Files of a run.
     *
     * @param folders names of its folders below {@code run}
     */
    RunFiles(Path run, Set<String> folders) {
        this.run = run;
        this.folders = folders;
    }

    /** Whether anything is there but the lock. */
    boolean areThere() throws IOException {
        return !all().isEmpty();
    }

    /** Whether not even a run that was killed as it began has been here. */
    boolean areMissing() throws IOException {
        return !Files.exists(run) || Files.isDirectory(run) && !wasBegun() && !areThere();
    }

    /** Whether a run left something from which it is known. */
    boolean wasBegun() {
        return Stream.of(Path.of(LOCK), Path.of("metrics.csv"), Path.of(CheckpointFolder.NAME,
                CheckpointFolder.LAST)).anyMatch(file -> Files.isRegularFile(run.resolve(file)));
    }

    /** Whether there is a cache, and not only what the system kept of one that was deleted. */
    static boolean hasCache(Path run) throws IOException {
        Path cache = run.resolve(RunFolder.CACHE);
        if (!Files.exists(cache)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(cache)) {
            return files.anyMatch(file -> !Files.isDirectory(file)
                    && !MAPPED.matcher(file.getFileName().toString()).matches());
        }
    }

    /** The first that no run made. */
    Optional<Path> foreign() throws IOException {
        return all().stream().filter(file -> !isOurs(file)).findFirst();
    }

    /** Deletes all; only to be asked for when nothing is {@link #foreign}. */
    void delete() throws IOException {
        List<Path> all = all();
        Collections.reverse(all);
        for (Path file : all) {
            Files.delete(file);
        }
    }

    /** All but the lock, a folder before what is in it. */
    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            return files.skip(1).filter(file -> !run.relativize(file).equals(Path.of(LOCK)))
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }

    private boolean isOurs(Path file) {
        Path relative = run.relativize(file);
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            return isCache(relative)
                    || folders.stream().anyMatch(folder -> Path.of(folder).startsWith(relative));
        }
        String name = relative.getFileName().toString();
        Matcher unfinished = UNFINISHED.matcher(name);
        String wanted = unfinished.matches() ? unfinished.group(1) : name;
        Path parent = relative.getParent();
        if (parent == null) {
            return TOP.contains(wanted);
        }
        return isCache(parent) ? CACHED.matcher(wanted).matches()
                : folders.stream().anyMatch(folder -> Path.of(folder).equals(parent))
                        && BELOW.matcher(wanted).matches();
    }

    private static boolean isCache(Path folder) {
        return CACHES.matcher(folder.toString().replace('\\', '/')).matches();
    }
}
