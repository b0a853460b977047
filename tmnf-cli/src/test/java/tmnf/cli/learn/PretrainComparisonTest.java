package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tmnf.cli.ChildProcess;
import tmnf.cli.command.ExitStatus;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.probe.EncoderProbe;
import tmnf.pretrain.run.PretrainMeta;
import tmnf.rl.metrics.RaceRow;
import tmnf.rl.metrics.TrainHistory;
import tmnf.tminterface.sim.driver.DrivenReplays;
import tmnf.tminterface.sim.track.BuiltInTracks;

/**
 * The comparison of docs/learning/pretraining.md: all objectives on the same captured frames, with several
 * seeds, by the real commands, each encoder probed; and what the driver gains, where that is asked for: then
 * frames have the size that its configuration says. The tables and the runs stay in {@code
 * target/comparison}; a run that came to its end there with the same settings is not done again.
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
    private static final ComparisonFiles FILES = new ComparisonFiles(FOLDER);
    private static final String DRIVERS = "4";
    /** All that there are. */
    static final String TASKS = Stream.concat(Stream.of(ModelOptions.Task.values()).map(String::valueOf),
            Stream.of("bc")).collect(Collectors.joining(","));

    private static String property(String name, String usual) {
        return System.getProperty("tmnf.compare." + name, usual);
    }

    private final ComparisonTable table = new ComparisonTable(drives(), "Made with " + String.join(" ",
            options()) + ", frames of " + property("drivers", DRIVERS) + " drivers a track.");

    @Test
    void isMeasured() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        capture();
        List<String> tasks = List.of(property("tasks", TASKS).split(","));
        for (long seed : seeds()) {
            for (String task : tasks) {
                measure(task, seed, task.equals(tasks.get(0)));
                Files.writeString(FOLDER.resolve("comparison.csv"), table.csv());
                Files.writeString(FOLDER.resolve("comparison.md"), table.markdown());
            }
        }
        assertThat(table.of(tasks.get(0))).hasSize(seeds().length);
        if (tasks.contains("forward")) {
            forwardTellsMoreThanItWasDrawnWith();
        }
    }

    /** @param first whether what all are compared with, which depends on the seed alone, is told too */
    private void measure(String task, long seed, boolean first) throws IOException, InterruptedException {
        String name = task + "-" + seed;
        pretrain(task, seed, name);
        Map<String, Map<String, Double>> probes = probe(task, seed, name);
        if (drives()) {
            probes.get(EncoderProbe.ENCODER).put(ComparisonTable.FINISH, firstFinish(name, seed,
                    pretrainWords(task, seed, name), "--init-from", "out/" + name + "/encoder.pt"));
            if (first) {
                probes.get(EncoderProbe.RANDOM).put(ComparisonTable.FINISH, firstFinish("random-" + seed,
                        seed, List.of()));
            }
        }
        table.add(task, seed, probes.get(EncoderProbe.ENCODER));
        for (String row : first ? List.of(EncoderProbe.RANDOM, EncoderProbe.PIXELS, EncoderProbe.MEAN,
                EncoderProbe.LAST) : List.<String>of()) {
            table.add(row, seed, probes.get(row));
        }
    }

    /**
     * Each seed for itself, in the epoch whose encoder is probed, and all of one above all of the other. The
     * speed, which one frame hardly shows, is read better by 0.03 with these settings and not asked for; that
     * of three frames and more epochs is told in docs/learning/pretraining.md.
     */
    private void forwardTellsMoreThanItWasDrawnWith() throws IOException {
        for (long seed : seeds()) {
            Map<String, Double> probed = FILES.exportedEpoch("out/forward-" + seed);
            assertThat(probed.get("train_rollout_5")).isLessThan(probed.get("train_copy_5"));
            assertThat(probed.get("val_rollout_5")).isLessThan(probed.get("val_copy_5"));
            assertThat(probed.get("train_latent_var_min")).isGreaterThan(0.1);
        }
        double least = table.of("forward").stream().mapToDouble(figures -> figures.get("directionR2")).min()
                .orElseThrow();
        assertThat(table.of(EncoderProbe.RANDOM)).allMatch(figures -> figures.get("directionR2") < least);
    }

    private static boolean drives() {
        return Boolean.parseBoolean(property("rl", "false"));
    }

    /** Seeds that hold out the same tracks as the first one. */
    private static long[] seeds() {
        List<String> tracks = BuiltInTracks.names();
        List<String> heldOut = TrackSplit.of(tracks, HELD_OUT, SPLIT).validation().stream().sorted().toList();
        return LongStream.iterate(SPLIT, seed -> seed + 1).filter(seed ->
                TrackSplit.of(tracks, HELD_OUT, seed).validation().stream().sorted().toList().equals(heldOut))
                .limit(Integer.parseInt(property("seeds", "3"))).toArray();
    }

    private static List<String> captureWords() {
        return List.of("capture", "--sim", "--workers", "2", "--running-speed", "1000", "--output-dir",
                "maps/img", "--width", "64", "--height", "64", "--fps", "10");
    }

    /** What all that follows depends on. */
    private static List<String> captureSettings() {
        return with(List.of("drivers " + property("drivers", DRIVERS)), captureWords());
    }

    private static void capture() throws IOException, InterruptedException {
        FILES.unlessDone("capture", captureSettings(), List.of("maps"), () -> {
            for (String track : BuiltInTracks.names()) {
                DrivenReplays.write(FOLDER.resolve("maps"), track, track, Integer.parseInt(property("drivers",
                        DRIVERS)), 1, () -> false);
            }
            run(captureWords(), 0);
        });
    }

    private static List<String> with(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** @param ends exit codes of one that came to its end */
    private static void run(List<String> words, Integer... ends) throws IOException, InterruptedException {
        try (ChildProcess tmnf = ChildProcess.tmnf(FOLDER, OPTIMISED, words)) {
            tmnf.runFor(TimeUnit.HOURS.toMillis(2));
            assertThat(tmnf.exitCode()).as(tmnf.output()).isIn((Object[]) ends);
        }
    }

    /** Those that all objectives have. */
    private static List<String> options() {
        List<String> words = new ArrayList<>(List.of("--val-fraction", Double.toString(HELD_OUT),
                "--image-size", property("size", drives() ? "40" : "64"), "--image-normalization", "rl",
                "--batch-size", "64", "--lr", property("lr", "0.002"), "--epochs", property("epochs", "12"),
                "--workers", "1", "--threads", property("threads", "1")));
        words.addAll(Stream.of(property("words", "").split(" ")).filter(word -> !word.isEmpty()).toList());
        return words;
    }

    private static List<String> pretrainWords(String task, long seed, String name) {
        List<String> words = new ArrayList<>(List.of("pretrain"));
        words.addAll(task.equals("bc") ? List.of("bc") : List.of("--task", task));
        words.addAll(List.of("--data-dir", "maps/img", "--output-dir", "out", "--run-name", name, "--seed",
                Long.toString(seed), "--preprocess-cache-dir", "cache"));
        words.addAll(options());
        return words;
    }

    /** What was made from the encoder goes with it. */
    private static void pretrain(String task, long seed, String name) throws IOException,
            InterruptedException {
        List<String> words = pretrainWords(task, seed, name);
        FILES.unlessDone(name, with(captureSettings(), words), List.of("out/" + name, "done/probe-" + name
                + ".txt", "done/drive-" + name + ".txt"), () -> run(words, 0));
    }

    /** Figures by row of the probe's table. */
    private static Map<String, Map<String, Double>> probe(String task, long seed, String name)
            throws IOException, InterruptedException {
        String csv = "out/" + name + "-probe.csv";
        List<String> words = List.of("pretrain", "probe", "out/" + name, "--preprocess-cache-dir", "cache",
                "--csv", csv, "--threads", property("threads", "1"));
        FILES.unlessDone("probe-" + name, Stream.of(captureSettings(), pretrainWords(task, seed, name), words)
                .flatMap(List::stream).toList(), List.of(csv), () -> run(words, 0));
        return FILES.probes(csv);
    }

    /**
     * Frames of the driver's training until a greedy race was finished for the first time; NaN: never.
     *
     * @param encoder what made the encoder that it begins with
     */
    private static double firstFinish(String name, long seed, List<String> encoder, String... more)
            throws IOException, InterruptedException {
        Path config = ROOT.resolve("config/rl/demo.yaml");
        List<String> words = with(List.of("train", "--sim", "--map", property("map", "hairpins"),
                "--rl-config", config.toString(), "--save-dir", "save", "--run-name", name, "--image-head",
                "--seed", Long.toString(seed), "--goal", property("goal", "60"), "--max-runtime",
                property("limit", "60m")), List.of(more));
        FILES.unlessDone("drive-" + name, Stream.of(captureSettings(), encoder, words,
                List.of(PretrainMeta.sha256(config))).flatMap(List::stream).toList(), List.of("save/" + name),
                () -> run(words, 0, ExitStatus.TEMPORARY.code())); // by then it had all of --max-runtime
        return TrainHistory.read(FOLDER.resolve("save").resolve(name)).races().stream()
                .filter(race -> !race.exploring() && race.finished()).mapToDouble(RaceRow::frames).findFirst()
                .orElse(Double.NaN);
    }
}
