package tmnf.cli.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import tmnf.gbx.file.AtomicFile;
import tmnf.gbx.file.FileTrees;

/**
 * The folder of {@link PretrainComparisonTest}: which of its steps are done, and with what settings, as
 * {@code done/<step>.txt} says, and the figures that they left.
 */
record ComparisonFiles(Path folder) {

    /** A step. */
    interface Step {
        /** Does it, to its end. */
        void run() throws IOException, InterruptedException;
    }

    /**
     * Does a step, unless it came to its end before with the same settings. What one that was interrupted, or
     * had other settings, left is deleted first.
     *
     * @param settings all that its outcome depends on
     * @param leaves files and folders that it makes, below this folder
     */
    void unlessDone(String name, List<String> settings, List<String> leaves, Step step) throws IOException,
            InterruptedException {
        Path mark = folder.resolve("done").resolve(name + ".txt");
        String text = String.join("\n", settings) + "\n";
        if (Files.exists(mark) && Files.readString(mark).equals(text)) {
            return;
        }
        Files.deleteIfExists(mark);
        for (String each : leaves) {
            FileTrees.delete(folder.resolve(each));
        }
        step.run();
        Files.createDirectories(mark.getParent());
        AtomicFile.write(mark, text);
    }

    /** Figures of the epoch whose encoder a run has exported, which is the one that is probed. */
    Map<String, Double> exportedEpoch(String run) throws IOException {
        Path out = folder.resolve(run);
        String epoch = new ObjectMapper().readTree(out.resolve("pretrain_meta.json").toFile())
                .get("exported_epoch").asText();
        List<String> lines = Files.readAllLines(out.resolve("metrics.csv"));
        String row = lines.stream().filter(line -> line.startsWith(epoch + ",")).findFirst().orElseThrow(() ->
                new IOException(out + ": metrics.csv has no epoch " + epoch));
        return figures(lines.get(0), row);
    }

    /** Figures of a probe's table, by row. */
    Map<String, Map<String, Double>> probes(String csv) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(csv));
        Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            rows.put(line.substring(0, line.indexOf(',')), figures(lines.get(0), line));
        }
        return rows;
    }

    /** NaN where a cell is empty; without those that are texts. */
    private static Map<String, Double> figures(String heads, String row) {
        List<String> names = Arrays.asList(heads.split(","));
        String[] cells = row.split(",", -1);
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
            if (cells[i].isEmpty() || cells[i].equals("nan")) {
                figures.put(names.get(i), Double.NaN);
            } else if (cells[i].matches("-?[\\d.]+([eE]-?\\d+)?")) {
                figures.put(names.get(i), Double.valueOf(cells[i]));
            }
        }
        return figures;
    }
}
