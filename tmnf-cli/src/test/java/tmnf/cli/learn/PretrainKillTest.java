package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.OS;

import tmnf.cli.ChildProcess;
import tmnf.cli.CliTestBase;
import tmnf.cli.InterruptsArrive;
import tmnf.pretrain.run.CheckpointFile;
import tmnf.pretrain.run.PretrainMeta;
import tmnf.pretrain.torch.StateDict;

/**
 * A pretraining that is killed and interrupted at random moments and resumed each time: in the end its
 * files have the bytes of one that was left alone.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class PretrainKillTest extends CliTestBase {

    /** Frames of the dataset, whose decoding takes long enough to be killed at. */
    private static final int SIDE = 320;
    private static final String RUN = "output/killed";

    private boolean interrupts;
    private FileTime ofLast = FileTime.fromMillis(0);
    private int epochOfLast;

    @BeforeEach
    void makeFrames() throws IOException {
        MadeFrames.write(cwd.resolve("img"), 4, 45, SIDE);
        interrupts = !OS.WINDOWS.isCurrentOs() && InterruptsArrive.here();
    }

    @Test
    void survivesEightKills() throws IOException, InterruptedException {
        survives(8, 1);
    }

    @Test
    @Tag("chaos")
    void survivesFiftyKills() throws IOException, InterruptedException {
        survives(50, 2);
    }

    private void survives(int kills, long seed) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        int epochs = 2 * kills;
        for (int i = 0; i < kills; i++) {
            try (ChildProcess process = start("killed", "cache", epochs)) {
                boolean trains = awaitMoment(process, i, random);
                if (interrupts && i % 3 == 2) {
                    process.signal("INT");
                    int code = process.exitCode();
                    assertThat(code).as(process.output()).isIn(0, 130);
                    assertThat(!trains || Files.exists(run().resolve("encoder.pt"))).isTrue();
                } else {
                    process.kill();
                }
            }
            requireWhole();
        }

        finish("killed", "cache", epochs);
        finish("calm", "calm-cache", epochs);
        assertThat(result("killed")).isEqualTo(result("calm"));
        assertThat(sum(cwd.resolve("cache/frames.u8"))).isEqualTo(sum(cwd.resolve("calm-cache/frames.u8")));
        try (Stream<Path> run = Files.walk(run()); Stream<Path> cache = Files.walk(cwd.resolve("cache"))) {
            assertThat(Stream.concat(run, cache).map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.contains(".tmp") || name.contains(".building"));
        }
    }

    /**
     * The first kills are for the cache, the others for what comes after it. Tells whether the process has
     * been seen training.
     */
    private boolean awaitMoment(ChildProcess process, int number, SplittableRandom random)
            throws IOException, InterruptedException {
        if (number < 2) {
            process.awaitWhileAlive(() -> Files.exists(cwd.resolve("cache")));
            process.runFor(random.nextInt(400));
            return false;
        }
        if (random.nextInt(6) == 0) {
            process.runFor(random.nextInt(1_500)); // while it starts
            return false;
        }
        int goal = epoch() + 1 + random.nextInt(2);
        boolean reached = process.awaitWhileAlive(() -> epoch() >= goal);
        process.runFor(random.nextInt(150));
        return reached;
    }

    private Path run() {
        return cwd.resolve(RUN);
    }

    /** Finished epochs of the run, by its checkpoint, which is read again only when it is another one. */
    private int epoch() throws IOException {
        Path last = run().resolve("checkpoints/last.ckpt");
        if (!Files.exists(last)) {
            return 0;
        }
        FileTime time = Files.getLastModifiedTime(last);
        if (!time.equals(ofLast)) {
            epochOfLast = CheckpointFile.read(last).progress().epoch();
            ofLast = time;
        }
        return epochOfLast;
    }

    /** Nothing that has its name is torn. */
    private void requireWhole() throws IOException {
        Path last = run().resolve("checkpoints/last.ckpt");
        if (Files.exists(last)) {
            assertThatNoException().isThrownBy(() -> CheckpointFile.read(last));
        }
        if (Files.exists(run().resolve("encoder.pt"))) {
            assertThat(StateDict.read(run().resolve("encoder.pt")).names()).hasSize(8);
        }
        Path metrics = run().resolve("metrics.csv");
        if (Files.exists(metrics)) {
            assertThat(Files.readString(metrics)).startsWith("epoch,").endsWith("\r\n");
        }
    }

    private ChildProcess start(String name, String cache, int epochs) throws IOException {
        List<String> words = new ArrayList<>(List.of("pretrain", "--data-dir", "img", "--output-dir",
                "output", "--run-name", name, "--preprocess-cache-dir", cache, "--image-size", "40",
                "--epochs", "" + epochs, "--batch-size", "8", "--threads", "1", "--accelerator", "cpu",
                "--workers", "1", "--cache-build-workers", "1", "--val-fraction", "0.25"));
        if (Files.exists(cwd.resolve("output").resolve(name))) {
            words.add("--resume");
        }
        return ChildProcess.tmnf(cwd, words);
    }

    private void finish(String name, String cache, int epochs) throws IOException, InterruptedException {
        try (ChildProcess process = start(name, cache, epochs)) {
            assertThat(process.exitCode()).as(process.output()).isZero();
        }
    }

    /** What must be the same: weights, moments and figures of all epochs. */
    private Map<String, String> result(String name) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Path folder = cwd.resolve("output").resolve(name);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                if (path.matches(".*\\.(pt|ckpt|csv)")) {
                    files.put(path, sum(file));
                }
            }
        }
        return files;
    }

    private static String sum(Path file) throws IOException {
        return PretrainMeta.sha256(file);
    }
}
