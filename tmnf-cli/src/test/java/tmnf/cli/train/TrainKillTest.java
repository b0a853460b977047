package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.OS;

import tmnf.cli.ChildProcess;
import tmnf.cli.CliTestBase;
import tmnf.cli.InterruptsArrive;
import tmnf.pretrain.run.PretrainMeta;
import tmnf.pretrain.tensorboard.EventFile;
import tmnf.pretrain.torch.StateDict;
import tmnf.rl.metrics.RaceRow;
import tmnf.rl.metrics.TrainHistory;
import tmnf.rl.metrics.TrainSummary;

/**
 * A training that is killed at random moments, with and without its transitions in the checkpoints, and goes
 * on each time; in the end it is asked to stop. Takes long because a Java program starts for each moment.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class TrainKillTest extends CliTestBase {

    private static final String SETTINGS = SmallNetwork.BLIND + """
            environment:
              cutoff_rollout_if_race_not_finished_within_duration_ms: 2000
            training:
              run_name: killed
              batch_size: 32
            memory:
              memory_size_schedule: [[0, [2000, 100]]]
              number_times_single_memory_is_used_before_discard: 4
            tmnf:
              explorations_per_evaluation: 2
              save_interval_s: 1
              keep_checkpoints: 2
              persist_buffer: %s
            """;
    private static final List<String> COUNTERS = List.of("cumul_number_frames_played",
            "cumul_number_memories_generated", "cumul_number_single_memories_used",
            "cumul_number_single_memories_used_next_target_network_update", "cumul_number_batches_done",
            "cumul_number_target_network_updates", "cumul_training_hours");
    /** Longest wait between a signal and the end, far below what the command gets. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private final Map<String, Double> counters = new HashMap<>(); // of the newest checkpoint
    private int resumed;

    @Test
    void survivesEightKillsAndStopsWhenItIsAsked() throws IOException, InterruptedException {
        survives(8, 1, 5);
    }

    @Test
    @Tag("chaos")
    void survivesAHundredKillsAndStopsWhenItIsAsked() throws IOException, InterruptedException {
        survives(100, 10, 6);
    }

    private void survives(int kills, int stops, long seed) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < kills; i++) {
            long before = newest();
            try (ChildProcess process = start(random.nextBoolean())) {
                awaitMoment(process, i, before, random);
                process.kill();
                requireResume(process, before);
            }
            requireWhole();
        }
        assertThat(newest()).isPositive();
        assertThat(resumed).isPositive();
        for (int i = 0; i < stops && !OS.WINDOWS.isCurrentOs(); i++) {
            stop("TERM", 143, random);
            if (InterruptsArrive.here()) {
                stop("INT", 130, random);
            }
        }
        try (Stream<Path> all = Files.walk(run())) {
            assertThat(all.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains(
                    ".tmp"));
        }
    }

    /** Most kills come while it races and learns; every third one while it writes a checkpoint. */
    private void awaitMoment(ChildProcess process, int number, long before, SplittableRandom random)
            throws IOException, InterruptedException {
        if (number == 1) {
            process.runFor(random.nextInt(1_500)); // while it starts
            return;
        }
        process.awaitWhileAlive(() -> begun(process));
        if (number == 0) {
            process.awaitWhileAlive(() -> newest() > 0);
            process.runFor(random.nextInt(500));
        } else if (number % 3 == 0) {
            Path next = run().resolve("checkpoints").resolve(Long.toString(before + 1));
            process.awaitWhileAlive(() -> Files.exists(next));
            process.runFor(random.nextInt(25));
        } else {
            process.runFor(random.nextInt(2_500));
        }
    }

    private static boolean begun(ChildProcess process) throws IOException {
        String output = process.output();
        return output.contains("a fresh run") || output.contains("goes on from checkpoint");
    }

    private void stop(String signal, int code, SplittableRandom random)
            throws IOException, InterruptedException {
        long before = newest();
        try (ChildProcess process = start(random.nextBoolean())) {
            process.awaitWhileAlive(() -> process.output().contains("goes on from checkpoint"));
            process.runFor(random.nextInt(1_000));
            long asked = System.nanoTime();
            process.signal(signal);
            assertThat(process.exitCode()).as(process.output()).isEqualTo(code);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SOON);
            assertThat(process.output()).contains("the same command goes on").doesNotContain("\tat ");
        }
        assertThat(newest()).isGreaterThan(before);
        requireWhole();
        assertThat(run().resolve("report.html")).exists();
    }

    /** Where a run goes on, it is from the newest checkpoint. */
    private void requireResume(ChildProcess process, long before) throws IOException {
        String output = process.output();
        assertThat(output).doesNotContain("error:");
        if (before > 0) {
            assertThat(output).doesNotContain("a fresh run");
            if (output.contains("goes on from checkpoint")) {
                assertThat(output).contains("goes on from checkpoint " + before + ",");
                resumed++;
            }
        }
    }

    private Path run() {
        return cwd.resolve("save/killed");
    }

    private JsonNode manifest() throws IOException {
        return new ObjectMapper().readTree(run().resolve("manifest.json").toFile()).get("checkpoints");
    }

    private long newest() throws IOException {
        return Files.exists(run().resolve("manifest.json")) ? manifest().get(0).get("number").asLong() : 0;
    }

    /** What counts is as it was saved, counters go up only, and everything can be read. */
    private void requireWhole() throws IOException {
        for (String weights : List.of("weights1.torch", "weights2.torch")) {
            if (Files.exists(run().resolve(weights))) {
                assertThat(StateDict.read(run().resolve(weights)).names()).isNotEmpty();
            }
        }
        if (newest() == 0) {
            return;
        }
        for (JsonNode checkpoint : manifest()) {
            Path folder = run().resolve("checkpoints").resolve(checkpoint.get("number").asText());
            for (var file : checkpoint.get("files").properties()) {
                Path path = folder.resolve(file.getKey());
                assertThat(PretrainMeta.sha256(path)).as(path.toString())
                        .isEqualTo(file.getValue().get("sha256").asText());
            }
            assertThat(checkpoint.get("files").properties()).hasSizeGreaterThanOrEqualTo(5);
        }
        JsonNode statistics = new ObjectMapper().readTree(run().resolve("checkpoints/" + newest()
                + "/statistics.json").toFile());
        for (String counter : COUNTERS) {
            double now = statistics.get(counter).asDouble();
            assertThat(now).as(counter).isGreaterThanOrEqualTo(counters.getOrDefault(counter, 0.0));
            counters.put(counter, now);
        }
        requireHistory();
    }

    private void requireHistory() throws IOException {
        TrainHistory history = TrainHistory.read(run());
        assertThat(history.races()).extracting(RaceRow::frames).isSorted().doesNotHaveDuplicates();
        assertThat(history.windows()).extracting(TrainSummary::frames).isSorted();
        try (Stream<Path> files = Files.list(run().resolve("tensorboard"))) {
            for (Path file : files.toList()) {
                assertThat(EventFile.read(file).events()).as(file.toString()).isNotNull();
            }
        }
    }

    private ChildProcess start(boolean withTransitions) throws IOException {
        Files.writeString(cwd.resolve("killed.yaml"), String.format(SETTINGS, withTransitions));
        return ChildProcess.tmnf(cwd, new ArrayList<>(List.of("train", "--sim", "--map", "straight",
                "--rl-config", "killed.yaml", "--collectors", "2", "--threads", "1", "--device", "cpu")));
    }
}
