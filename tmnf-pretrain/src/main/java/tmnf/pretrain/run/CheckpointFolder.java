package tmnf.pretrain.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of a run:
 *
 * <pre>
 * last.ckpt                             after each epoch; the best weights are in it too
 * best-epoch=012-val_loss=0.0113.ckpt   of the best epochs, as many as are wanted
 * </pre>
 *
 * <p>Nothing is remembered between calls: which are the best follows from the rows of the checkpoint, so a
 * resumed run keeps the same ones as one that was not interrupted. Since {@code last.ckpt} has the best
 * weights, they are found again also where no other checkpoint is kept. Confined to the owner of the run.
 */
public final class CheckpointFolder {

    /** Its usual name in a run folder. */
    public static final String NAME = "checkpoints";
    /** Name of the file that a run goes on from. */
    public static final String LAST = "last.ckpt";
    /** Keeps a checkpoint of every epoch. */
    public static final int ALL = -1;

    /** Those of the best epochs, and what a process that was killed left in the making. */
    private static final Pattern OURS = Pattern.compile(
            "best-epoch=\\d{1,9}-\\w+=[-\\w.]+\\.ckpt|\\.(last|best-epoch=.+)\\.ckpt\\.\\d+\\.tmp");

    private final Path folder;
    private final String monitor;
    private final int keepBest;

    /**
     * Checkpoints of a run.
     *
     * @param folder made with the first of them
     * @param monitor metric that decides which are the best, the smaller the better
     * @param keepBest number of best ones to keep; {@link #ALL}, or 0 for none
     */
    public CheckpointFolder(Path folder, String monitor, int keepBest) {
        if (keepBest < ALL) {
            throw new IllegalArgumentException("the number of checkpoints to keep is -1 for all, 0 for none, "
                    + "or more, not " + keepBest);
        }
        if (!monitor.matches("\\w+")) {
            throw new IllegalArgumentException("no name of a metric: \"" + monitor + "\"");
        }
        this.folder = folder;
        this.monitor = monitor;
        this.keepBest = keepBest;
    }

    /** Whether a run calls a checkpoint so, whatever folder it keeps them in. */
    public static boolean isOurs(String name) {
        return name.equals(LAST) || name.startsWith("best-epoch=") && OURS.matcher(name).matches();
    }

    /** The one written last, whatever it is called before {@code .ckpt}; empty without any, or a folder. */
    public static Optional<Path> newest(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Map<Path, FileTime> times = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".ckpt")).toList()) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        }
        return times.keySet().stream().max(Comparator.<Path, FileTime>comparing(times::get)
                .thenComparing(Comparator.naturalOrder()));
    }

    /** The file that a run goes on from. */
    public Path last() {
        return folder.resolve(LAST);
    }

    /**
     * Writes the checkpoint of an epoch, if it is one of the best also under its name; deletes worse ones.
     */
    public void save(Checkpoint checkpoint) throws IOException {
        // The best one first: a run that dies in between does this epoch again and writes the same file.
        List<EpochRow> kept = best(checkpoint.rows());
        for (EpochRow row : kept) {
            if (row.epoch() == checkpoint.progress().epoch()) {
                CheckpointFile.write(folder.resolve(name(row)), checkpoint);
            }
        }
        CheckpointFile.write(last(), checkpoint);
        clean(kept);
    }

    /** Those of other programs stay. */
    private void clean(List<EpochRow> kept) throws IOException {
        List<String> names = kept.stream().map(this::name).toList();
        List<Path> all;
        try (Stream<Path> files = Files.list(folder)) {
            all = files.filter(file -> OURS.matcher(file.getFileName().toString()).matches()).toList();
        }
        for (Path file : all) {
            if (!names.contains(file.getFileName().toString())) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<EpochRow> best(List<EpochRow> rows) {
        Stream<EpochRow> judged = rows.stream().filter(row -> !Double.isNaN(value(row)))
                .sorted(Comparator.comparingDouble(this::value).thenComparingInt(EpochRow::epoch));
        return (keepBest == ALL ? judged : judged.limit(keepBest)).toList();
    }

    private double value(EpochRow row) {
        return row.values().getOrDefault(monitor, Double.NaN);
    }

    /** {@code best-epoch=012-val_loss=0.0113.ckpt}. */
    private String name(EpochRow row) {
        return String.format(Locale.ROOT, "best-epoch=%03d-%s=%.4f.ckpt", row.epoch(), monitor, value(row));
    }
}
