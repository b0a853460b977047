package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tmnf.cli.ChildProcess;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.probe.EncoderProbe;
import tmnf.rl.metrics.RaceRow;
import tmnf.rl.metrics.TrainHistory;
import tmnf.tminterface.sim.driver.DrivenReplays;
import tmnf.tminterface.sim.track.BuiltInTracks;

/**
 * The comparison of docs/learning/pretraining.md: all objectives on the same captured frames, with several
 * seeds, by the real commands, each encoder probed; and what the driver gains, where that is asked for: then
 * frames have the size that its configuration says. The tables and the runs stay in {@code
 * target/comparison}; a run that is there already is not done again.
 */
@Tag("compare")
@Timeout(value = 24, unit = TimeUnit.HOURS)
class PretrainComparisonTest {

    private static final Path ROOT = Path.of(System.getProperty("tmnf.root"));
    private static final Path FOLDER = ROOT.resolve("tmnf-cli/target/comparison");
    /** As the launcher starts it. */
    private static final List<String> OPTIMISED = List.of("-Xmx1g", "-XX:TieredStopAtLevel=4");
    private static final double HELD_OUT = 0.4;
    private static final long SPLIT = 42;
    /** Figures of a probe's file, behind its name and its number of features. */
    private static final List<String> FIGURES = List.of("speedR2", "directionR2", "actionAccuracy");

    private static String property(String name, String usual) {
        return System.getProperty("tmnf.compare." + name, usual);
    }

    /** All that was found, by row of the table, in order. */
    private final Map<String, List<Map<String, Double>>> found = new LinkedHashMap<>();

    @Test
    void isMeasured() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        capture();
        List<String> tasks = List.of(property("tasks", "ae,vae,simclr,forward,inverse").split(","));
        boolean drives = drives();
        StringBuilder table = new StringBuilder("task,seed,features," + String.join(",", FIGURES)
                + (drives ? ",first_finish_frames" : "") + "\n");
        for (long seed : seeds()) {
            for (String task : tasks) {
                String name = task + "-" + seed;
                pretrain(task, seed, name);
                Map<String, Map<String, Double>> probes = probe(name);
                add(table, task, seed, probes.get(EncoderProbe.ENCODER));
                table.append(drives ? "," + firstFinish(name, seed, "--init-from", "out/" + name
                        + "/encoder.pt") : "").append('\n');
                if (task.equals(tasks.get(0))) { // what it is compared with depends on the seed alone
                    for (String row : List.of(EncoderProbe.RANDOM, EncoderProbe.PIXELS, EncoderProbe.MEAN,
                            EncoderProbe.LAST)) {
                        add(table, row, seed, probes.get(row));
                        table.append(drives && row.equals(EncoderProbe.RANDOM)
                                ? "," + firstFinish("random-" + seed, seed) : drives ? "," : "").append('\n');
                    }
                }
                Files.writeString(FOLDER.resolve("comparison.csv"), table);
                Files.writeString(FOLDER.resolve("comparison.md"), markdown());
            }
        }
        assertThat(found.get(tasks.get(0))).hasSize(seeds().length);
        if (tasks.contains("forward")) {
            forwardTellsMoreThanItWasDrawnWith();
        }
    }

    /** Each seed for itself, and all of one above all of the other. */
    private void forwardTellsMoreThanItWasDrawnWith() throws IOException {
        for (long seed : seeds()) {
            Map<String, Double> last = lastEpoch("forward-" + seed);
            assertThat(last.get("train_rollout_5")).isLessThan(last.get("train_copy_5"));
            assertThat(last.get("val_rollout_5")).isLessThan(last.get("val_copy_5"));
            assertThat(last.get("train_latent_var_min")).isGreaterThan(0.1);
        }
        double least = found.get("forward").stream().mapToDouble(figures -> figures.get("directionR2")).min()
                .orElseThrow();
        assertThat(found.get(EncoderProbe.RANDOM)).allMatch(figures -> figures.get("directionR2") < least);
    }

    private static Map<String, Double> lastEpoch(String name) throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve("out/" + name + "/metrics.csv"));
        String[] heads = lines.get(0).split(",");
        String[] cells = lines.get(lines.size() - 1).split(",", -1);
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int i = 0; i < heads.length; i++) {
            if (!cells[i].isEmpty() && !heads[i].equals("stage")) {
                figures.put(heads[i], Double.valueOf(cells[i]));
            }
        }
        return figures;
    }

    private static boolean drives() {
        return Boolean.parseBoolean(property("rl", "false"));
    }

    private void add(StringBuilder table, String row, long seed, Map<String, Double> figures) {
        found.computeIfAbsent(row, key -> new ArrayList<>()).add(figures);
        table.append(row).append(',').append(seed).append(',').append(figures.get("numbers").intValue());
        FIGURES.forEach(figure -> table.append(',').append(text(figures.get(figure))));
    }

    /** Seeds that hold out the same tracks as the first one. */
    private static long[] seeds() {
        List<String> tracks = BuiltInTracks.names();
        List<String> heldOut = TrackSplit.of(tracks, HELD_OUT, SPLIT).validation().stream().sorted().toList();
        return LongStream.iterate(SPLIT, seed -> seed + 1).filter(seed ->
                TrackSplit.of(tracks, HELD_OUT, seed).validation().stream().sorted().toList().equals(heldOut))
                .limit(Integer.parseInt(property("seeds", "3"))).toArray();
    }

    private static void capture() throws IOException, InterruptedException {
        if (Files.exists(FOLDER.resolve("maps/img"))) {
            return;
        }
        int drivers = Integer.parseInt(property("drivers", "4"));
        for (String track : BuiltInTracks.names()) {
            DrivenReplays.write(FOLDER.resolve("maps"), track, track, drivers, 1, () -> false);
        }
        run("capture", "--sim", "--workers", "2", "--running-speed", "1000", "--output-dir", "maps/img",
                "--width", "64", "--height", "64", "--fps", "10");
    }

    private static void run(String... words) throws IOException, InterruptedException {
        try (ChildProcess tmnf = ChildProcess.tmnf(FOLDER, OPTIMISED, List.of(words))) {
            tmnf.runFor(TimeUnit.HOURS.toMillis(2));
            assertThat(tmnf.exitCode()).as(tmnf.output()).isIn(0, 75);
        }
    }

    private static void pretrain(String task, long seed, String name) throws IOException,
            InterruptedException {
        if (Files.exists(FOLDER.resolve("out/" + name + "/report.html"))) {
            return;
        }
        List<String> words = new ArrayList<>(List.of("pretrain"));
        words.addAll(task.equals("bc") ? List.of("bc") : List.of("--task", task));
        words.addAll(List.of("--data-dir", "maps/img", "--output-dir", "out", "--run-name", name,
                "--overwrite",
                "--seed", Long.toString(seed), "--val-fraction", Double.toString(HELD_OUT), "--image-size",
                property("size", drives() ? "40" : "64"), "--image-normalization", "rl", "--batch-size",
                "64", "--lr",
                property("lr", "0.002"), "--epochs", property("epochs", "12"), "--workers", "1",
                "--preprocess-cache-dir", "cache", "--threads", property("threads", "1")));
        words.addAll(Stream.of(property("words", "").split(" ")).filter(word -> !word.isEmpty()).toList());
        run(words.toArray(String[]::new));
    }

    /** Figures by row of the probe's table. */
    private static Map<String, Map<String, Double>> probe(String name) throws IOException,
            InterruptedException {
        Path csv = FOLDER.resolve("out/" + name + "/probe.csv");
        if (!Files.exists(csv)) {
            run("pretrain", "probe", "out/" + name, "--preprocess-cache-dir", "cache", "--csv",
                    FOLDER.relativize(csv).toString(), "--threads", property("threads", "1"));
        }
        List<String> lines = Files.readAllLines(csv);
        List<String> heads = Arrays.asList(lines.get(0).split(","));
        Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("numbers", Double.valueOf(cells[1]));
            for (String figure : FIGURES) {
                String cell = cells[heads.indexOf(figure)];
                figures.put(figure, cell.isEmpty() ? Double.NaN : Double.parseDouble(cell));
            }
            rows.put(cells[0], figures);
        }
        return rows;
    }

    private static String text(double figure) {
        return Double.isNaN(figure) ? "" : String.format(Locale.ROOT, "%.4f", figure);
    }

    private String markdown() {
        StringBuilder text = new StringBuilder("| features | seeds | " + String.join(" | ", FIGURES)
                + " |\n| --- | --- |" + " --- |".repeat(FIGURES.size()) + "\n");
        found.forEach((row, seeds) -> {
            text.append("| ").append(row).append(" | ").append(seeds.size());
            for (String figure : FIGURES) {
                double[] values = seeds.stream().mapToDouble(figures ->
                        figures.get(figure)).sorted().toArray();
                text.append(" | ").append(Double.isNaN(values[0]) ? "-" : String.format(Locale.ROOT,
                        "%.3f (%.3f to %.3f)", values[values.length / 2], values[0],
                        values[values.length - 1]));
            }
            text.append(" |\n");
        });
        return text.toString();
    }

    /** Frames of the driver's training until a greedy race was finished for the first time; empty: never. */
    private static String firstFinish(String name, long seed, String... words) throws IOException,
            InterruptedException {
        if (!Files.exists(FOLDER.resolve("save/" + name + "/races.csv"))) {
            List<String> line = new ArrayList<>(List.of("train", "--sim", "--map", property("map",
                    "hairpins"),
                    "--rl-config", ROOT.resolve("config/rl/demo.yaml").toString(), "--save-dir", "save",
                    "--run-name", name, "--image-head", "--seed", Long.toString(seed), "--goal",
                    property("goal", "60"), "--max-runtime", property("limit", "60m")));
            line.addAll(List.of(words));
            run(line.toArray(String[]::new));
        }
        Optional<RaceRow> first = TrainHistory.read(FOLDER.resolve("save").resolve(name)).races().stream()
                .filter(race -> !race.exploring() && race.finished()).findFirst();
        return first.map(race -> Long.toString(race.frames())).orElse("");
    }
}
