package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tmnf.cli.CliTestBase;
import tmnf.pretrain.run.PretrainMeta;
import tmnf.rl.save.SaveFolder;

/** Folders that somebody else has, that are full, and that cannot be written, at the start and later. */
@Timeout(120)
class TrainFolderTest extends CliTestBase {

    private static final String SETTINGS = SmallNetwork.BLIND + """
            environment:
              cutoff_rollout_if_race_not_finished_within_duration_ms: 1000
            training:
              run_name: run
              batch_size: 32
            memory:
              memory_size_schedule: [[0, [2000, 100]]]
              number_times_single_memory_is_used_before_discard: 1
            tmnf:
              explorations_per_evaluation: 2
              save_interval_s: 1
            """;

    private Path disk;

    @BeforeEach
    void writeSettings() throws IOException {
        variables.put("TMNF_TRAIN__THREADS", "1");
        Files.writeString(cwd.resolve("run.yaml"), SETTINGS);
        disk = Files.createDirectories(cwd.resolve("disk"));
    }

    private CliRun train(String... more) {
        return tmnf(Stream.concat(Stream.of("train", "--rl-config", "run.yaml", "--sim", "--map", "straight",
                "--collectors", "1", "--save-dir", "disk/save"), Stream.of(more)).toArray(String[]::new));
    }

    private static boolean call(String... words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /** A disk in memory at the folder, for as long as the work takes. */
    private static void onDisk(Path at, String options, Work work) throws Exception {
        assumeThat(call("mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString()))
                .as("permission to mount a disk").isTrue();
        try {
            work.run();
        } finally {
            call("umount", "-l", at.toString());
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Bytes of what a run goes on from. */
    private Map<String, String> checkpoints() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(disk.resolve("save/run"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.toString(), PretrainMeta.sha256(file));
            }
        }
        return files;
    }

    @Test
    void aSecondTrainingInOneFolderIsRefusedAndChangesNothing() throws Exception {
        assertThat(train("--max-frames", "1").code()).isZero();
        try (SaveFolder first = SaveFolder.open(disk.resolve("save"), "run", 3, Clock.systemUTC())) {
            assertThat(first.checkpoints()).isNotEmpty();
            Map<String, String> before = checkpoints();
            CliRun second = train("--max-frames", "100");
            assertThat(second.code()).as(second.err()).isEqualTo(5);
            assertThat(second.err()).contains("another training writes there", "--run-name");
            assertThat(checkpoints()).isEqualTo(before);
        }
        assertThat(train("--max-frames", "100").code()).isZero();
    }

    /** Who looks before hours of work is told what the work would be told. */
    @Test
    void aDryRunRefusesWhatTheTrainingWouldRefuseAndChangesNothing() throws Exception {
        CliRun fresh = train("--dry-run");
        assertThat(fresh.code()).as(fresh.err()).isZero();
        assertThat(fresh.err()).contains("a fresh run, with weights drawn anew");
        assertThat(disk).isEmptyDirectory();
        String settings = SETTINGS.replace("interval_s: 1", "interval_s: 600"); // one at the end
        Files.writeString(cwd.resolve("run.yaml"), settings.replace("tmnf:",
                "tmnf:\n  persist_buffer: true"));
        assertThat(train("--max-frames", "1").code()).isZero();
        Map<String, String> before = checkpoints();
        dryRun(0, "goes on from checkpoint 1, ");
        try (SaveFolder first = SaveFolder.open(disk.resolve("save"), "run", 3, Clock.systemUTC())) {
            dryRun(5, "another training writes there");
            assertThat(first.checkpoints()).hasSize(1);
        }
        Files.writeString(cwd.resolve("run.yaml"), settings.replace("float_hidden_dim: 16",
                "float_hidden_dim: 24"));
        dryRun(2, "belongs to another network");
        Files.writeString(cwd.resolve("run.yaml"), settings.replace("training:",
                "training:\n  n_steps: 4"));
        dryRun(0, "the transitions that the checkpoint kept in ", " are not taken: ");
        Files.writeString(cwd.resolve("run.yaml"), settings.replace("environment:",
                "environment:\n  distance_between_checkpoints: 1"));
        dryRun(2, "environment.distance_between_checkpoints was 0.5, is 1.0");
        assertThat(checkpoints()).isEqualTo(before);
        Files.writeString(cwd.resolve("run.yaml"), settings);
        assertThat(train("--max-frames", "100").code()).as("the lock was given back").isZero();

        Files.write(disk.resolve("save/run/checkpoints/2/weights2.torch"), new byte[9]);
        before = checkpoints();
        dryRun(1, "checkpoint 2 is damaged", "weights2.torch is not what was saved: its hash differs");
        Files.write(disk.resolve("save/run/weights1.torch"), new byte[9]);
        dryRun(2, "another program replaced it");
        Files.writeString(disk.resolve("save/run/manifest.json"), "{");
        dryRun(1, "manifest.json is no JSON");
        assertThat(checkpoints().keySet()).isEqualTo(before.keySet());
    }

    private void dryRun(int code, String... what) {
        CliRun run = train("--dry-run");
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(what);
    }

    @Test
    void aDiskThatIsTooSmallOrCannotBeWrittenIsSaidBeforeAnythingIsWritten() throws Exception {
        for (String options : List.of("size=40k", "ro")) {
            onDisk(disk, options, () -> {
                for (String words : List.of("--dry-run", "--max-frames 1")) {
                    CliRun run = train(words.split(" "));
                    assertThat(run.code()).as(run.err()).isEqualTo(1);
                    assertThat(run.err()).contains(options.equals("ro") ? "no permission for" : "are free");
                }
                assertThat(disk).isEmptyDirectory();
            });
        }
    }

    @Test
    void aDiskThatGetsFullEndsTheRunWhichGoesOnWhenThereIsRoom() throws Exception {
        onDisk(disk, "size=4m", () -> endsAndGoesOn(() -> {
            Path filler = disk.resolve("filler");
            try (var out = Files.newOutputStream(filler)) {
                byte[] block = new byte[4096];
                while (true) {
                    out.write(block);
                }
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("space");
            }
            return () -> Files.delete(filler);
        }, "the disk is full"));
    }

    @Test
    void aFolderThatCannotBeWrittenAnyMoreEndsTheRunWhichGoesOnWhenItCan() throws Exception {
        assumeThat(call("mount", "-t", "tmpfs", "tmpfs", disk.toString())).as("permission to mount a disk")
                .isTrue();
        try {
            endsAndGoesOn(() -> {
                String checkpoints = disk.resolve("save/run/checkpoints").toString();
                assertThat(call("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", checkpoints)).isTrue();
                return () -> call("umount", "-l", checkpoints);
            }, "Read-only file system");
        } finally {
            call("umount", "-l", disk.toString());
        }
    }

    /** Lets something happen after the first checkpoint; gives what makes it good again. */
    private interface Trouble {
        Work begin() throws Exception;
    }

    private void endsAndGoesOn(Trouble trouble, String what) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<CliRun> running = other.submit(() -> train("--max-runtime", "60s"));
            Path manifest = disk.resolve("save/run/manifest.json");
            // The last file of the first save: what is read for a copy must not go away.
            Path saved = manifest.resolveSibling("config_snapshot.yaml");
            while (!running.isDone() && !Files.exists(saved)) {
                Thread.sleep(5);
            }
            Work mend = trouble.begin();
            CliRun run = running.get();
            mend.run();
            assertThat(run.code()).as(run.err()).isEqualTo(1);
            assertThat(run.err()).contains(what).doesNotContain("\tat ");
            assertThat(manifest).exists();
        } finally {
            other.shutdownNow();
        }
        CliRun again = train("--max-runtime", "1s");
        assertThat(again.code()).as(again.err()).isEqualTo(75);
        assertThat(again.err()).contains("goes on from checkpoint");
    }
}
