package tmnf.rl.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A run that is compared with others.
 *
 * @param name what it is called beside the others
 * @param history its figures; of a run that was gone on with, from its beginning
 */
public record ComparedRun(String name, TrainHistory history) {

    private static final Pattern SEED = Pattern.compile("(.*?)(?:[-_.](?:seed|s)?)?[-_.]?\\d+");

    /**
     * Reads a run folder, of whatever version: columns are found by their names, and what one of them has not
     * is empty.
     *
     * @throws IOException if there is none, or its files are no tables of a run; the message says which
     */
    public static ComparedRun read(String name, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        if (!Files.isRegularFile(folder.resolve(TrainHistory.RACES))) {
            List<String> inside = runsIn(folder);
            throw new IOException(folder + " is no run of tmnf train: it has no " + TrainHistory.RACES
                    + (inside.isEmpty() ? "" : "; in it are the runs " + String.join(", ", inside)));
        }
        require(folder.resolve(TrainHistory.RACES), RaceRow.NEEDED);
        require(folder.resolve(TrainHistory.WINDOWS), TrainSummary.NEEDED);
        return new ComparedRun(name, TrainHistory.read(folder));
    }

    private static List<String> runsIn(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(each -> Files.isRegularFile(each.resolve(TrainHistory.RACES)))
                    .map(each -> each.getFileName().toString()).sorted().limit(8).toList();
        }
    }

    private static void require(Path file, List<String> needed) throws IOException {
        List<String> columns = CsvLog.columns(file);
        List<String> missing = needed.stream().filter(each -> !columns.contains(each)).toList();
        if (!columns.isEmpty() && !missing.isEmpty()) {
            throw new IOException(file + " is no table of a run: it has no " + (missing.size() == 1
                    ? "column " : "columns ") + String.join(", ", missing));
        }
    }

    /**
     * What the files of a run have otherwise than those of this version, a sentence for each file; none where
     * they are the same.
     */
    public static List<String> otherColumns(Path folder) throws IOException {
        List<String> differences = new ArrayList<>();
        differences(folder.resolve(TrainHistory.RACES), RaceRow.HEADER, differences);
        differences(folder.resolve(TrainHistory.WINDOWS), TrainSummary.HEADER, differences);
        return differences;
    }

    private static void differences(Path file, String header, List<String> differences) throws IOException {
        List<String> columns = CsvLog.columns(file);
        if (columns.isEmpty()) {
            return;
        }
        List<String> ours = CsvLog.columns(header);
        List<String> unknown = columns.stream().filter(each -> !ours.contains(each)).toList();
        List<String> missing = ours.stream().filter(each -> !columns.contains(each)).toList();
        List<String> parts = new ArrayList<>();
        if (!unknown.isEmpty()) {
            parts.add("not known here and left out: " + String.join(", ", unknown));
        }
        if (!missing.isEmpty()) {
            parts.add("not there and empty: " + String.join(", ", missing));
        }
        if (!parts.isEmpty()) {
            differences.add(file.getFileName() + " is of another version; " + String.join("; ", parts));
        }
    }

    /** Whether it has no race yet. */
    public boolean isEmpty() {
        return history.races().isEmpty();
    }

    /** Where it ends on an axis. */
    public double end(RunAxis axis) {
        double end = 0;
        for (RaceRow row : history.races()) {
            end = Math.max(end, axis.of(row));
        }
        for (TrainSummary row : history.windows()) {
            end = Math.max(end, axis.of(row));
        }
        return end;
    }

    /** Whether it has a race on a map. */
    public boolean hasRaced(String map) {
        return history.races().stream().anyMatch(row -> row.map().equals(map));
    }

    /** The same run, with its races on one map only; its end stays where it is. */
    public ComparedRun on(String map) {
        return new ComparedRun(name, new TrainHistory(history.races().stream()
                .filter(row -> row.map().equals(map)).toList(), history.windows()));
    }

    /** Its name without the number of the seed: {@code demo} of {@code demo-s3}, {@code demo_seed3}. */
    public String group() {
        Matcher seed = SEED.matcher(name);
        return seed.matches() && !seed.group(1).isEmpty() ? seed.group(1) : name;
    }
}
