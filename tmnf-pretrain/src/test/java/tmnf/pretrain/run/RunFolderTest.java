package tmnf.pretrain.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {

    private static final Set<String> OURS = Set.of("checkpoints", "logs/tensorboard", "csv");
    private static final List<String> FILES = List.of("checkpoints/last.ckpt",
            "checkpoints/best-epoch=012-val_loss=0.0113.ckpt", "checkpoints/.last.ckpt.4711.tmp",
            "logs/tensorboard/events.out.tfevents.1700000000.tmnf.1.0", "csv/metrics.csv", "cache/frames.u8",
            "cache/cache.json", "cache/.lock", "cache/.building/index.json",
            "cache/tracks-0123456789abcdef/frames.u8", "cache/tracks-0123456789abcdef/.building/frames.u8",
            "encoder.pt",
            "pretrain_meta.json", "metrics.csv", ".metrics.csv.12.tmp",
            "config.json", "report.html", ".lock");

    @TempDir
    Path output;

    private String create() throws IOException {
        try (RunFolder folder = RunFolder.create(output, Optional.empty(), false, OURS)) {
            return folder.path().getFileName().toString();
        }
    }

    private RunFolder named(String name, boolean overwrite) throws IOException {
        return RunFolder.create(output, Optional.of(name), overwrite, OURS);
    }

    private void write(Path run, List<String> files) throws IOException {
        for (String file : files) {
            Files.createDirectories(run.resolve(file).getParent());
            Files.writeString(run.resolve(file), file);
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()
                    .replace('\\', '/')).sorted().toList();
        }
    }

    @Test
    void runsAreNumberedFromTheLastOneOn() throws IOException {
        assertThat(create()).isEqualTo("run_001");
        assertThat(create()).isEqualTo("run_002");
        Files.createDirectory(output.resolve("run_998"));
        Files.createDirectory(output.resolve("run_00999"));
        Files.createDirectory(output.resolve("run_abc"));
        assertThat(create()).isEqualTo("run_999");
        assertThat(create()).isEqualTo("run_1000");
        assertThat(create()).isEqualTo("run_1001");
    }

    @Test
    void startsAtTheSameTimeGetFoldersOfTheirOwn() throws Exception {
        int starts = 16;
        ExecutorService threads = Executors.newFixedThreadPool(starts);
        try {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<String>> names = new ArrayList<>();
            for (int i = 0; i < starts; i++) {
                names.add(threads.submit(() -> {
                    go.await();
                    return create();
                }));
            }
            go.countDown();

            List<String> made = new ArrayList<>();
            for (Future<String> name : names) {
                made.add(name.get(20, TimeUnit.SECONDS));
            }
            assertThat(made).doesNotHaveDuplicates().hasSize(starts).contains("run_001", "run_016");
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void namedRunsTakeNewAndEmptyFolders() throws IOException {
        Files.createDirectory(output.resolve("empty"));

        try (RunFolder made = named("v1", false); RunFolder found = named("empty", false)) {
            assertThat(made.path()).isEqualTo(output.resolve("v1")).isDirectory();
            assertThat(found.path()).isEqualTo(output.resolve("empty"));
        }
        // One that was begun and left nothing.
        named("v1", false).close();
    }

    @Test
    void namedRunsThatHoldSomethingAreRefusedAndNothingIsTouched() throws IOException {
        Path run = output.resolve("v1");
        write(run, List.of("encoder.pt"));

        assertThatThrownBy(() -> named("v1", false)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining(run.toString()).hasMessageContaining("Resume it, overwrite it");
        assertThat(files(run)).containsExactly("encoder.pt");
    }

    @Test
    void overwritingDeletesEveryFileOfARun() throws IOException {
        Path run = output.resolve("v1");
        write(run, FILES);

        named("v1", true).close();

        assertThat(files(run)).containsExactly(".lock");
        assertThat(run.toFile().list()).containsExactly(".lock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes.txt", "checkpoints/mine.pt", "checkpoints/deeper/last.ckpt",
            "logs/mine.txt",
            "mine/encoder.pt", "cache/holiday.jpeg", "cache/deeper/frames.u8", "csv/encoder.pt",
            "last.ckpt", ".notes.txt.12.tmp"})
    void overwritingDeletesNothingWhereSomethingIsNotARuns(String foreign) throws IOException {
        Path run = output.resolve("v1");
        write(run, FILES);
        write(run, List.of(foreign));
        List<String> before = files(run);

        assertThatThrownBy(() -> named("v1", true)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining(foreign.split("/")[0]).hasMessageContaining("no run made");
        assertThat(files(run)).isEqualTo(before);
    }

    @Test
    void foldersThatAreNotOursDoNotEvenGetALock() throws IOException {
        write(output.resolve("photos"), List.of("a.jpeg"));

        assertThatThrownBy(() -> named("photos", true)).isInstanceOf(RunFolderException.class);
        assertThat(files(output)).containsExactly("photos/a.jpeg");
    }

    @Test
    void linksAreNotFollowedWhenARunIsOverwritten() throws IOException {
        write(output.resolve("elsewhere"), List.of("last.ckpt"));
        Path run = Files.createDirectory(output.resolve("v1"));
        Files.createSymbolicLink(run.resolve("checkpoints"), output.resolve("elsewhere"));

        assertThatThrownBy(() -> named("v1", true)).isInstanceOf(RunFolderException.class);
        assertThat(output.resolve("elsewhere/last.ckpt")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "../v1", "a/b", "/v1", "./"})
    void namesThatAreNotThoseOfAFolderAreRefused(String name) {
        assertThatThrownBy(() -> named(name, true)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("cannot be called");
        assertThatThrownBy(() -> RunFolder.resume(output, Optional.of(name)))
                .isInstanceOf(RunFolderException.class);
    }

    @Test
    void filesInTheWayAreNamed() throws IOException {
        Path file = Files.writeString(output.resolve("v1"), "");

        assertThatThrownBy(() -> named("v1", true)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining(file + " is a file");
        assertThatThrownBy(() -> RunFolder.create(file, Optional.empty(), false, OURS))
                .isInstanceOf(RunFolderException.class).hasMessageContaining(file + " is a file");
    }

    @Test
    void resumingTakesTheNamedRunOrTheOneWithTheHighestNumber() throws IOException {
        for (String name : List.of("run_002", "run_1000", "run_999", "v1")) {
            write(output.resolve(name), List.of("checkpoints/last.ckpt"));
        }

        try (RunFolder last = RunFolder.resume(output, Optional.empty());
                RunFolder named = RunFolder.resume(output, Optional.of("v1"))) {
            assertThat(last.path()).isEqualTo(output.resolve("run_1000"));
            assertThat(named.path()).isEqualTo(output.resolve("v1"));
        }
    }

    @Test
    void resumingNeedsARun() throws IOException {
        write(output.resolve("run_007"), List.of("mine.csv"));

        assertThatThrownBy(() -> RunFolder.resume(output, Optional.empty()))
                .isInstanceOf(RunFolderException.class).hasMessageContaining("run_007")
                .hasMessageContaining("start a run");
        assertThat(files(output)).containsExactly("run_007/mine.csv");
        assertThatThrownBy(() -> RunFolder.resume(output, Optional.of("v2")))
                .isInstanceOf(RunFolderException.class).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> RunFolder.resume(output.resolve("none"), Optional.empty()))
                .isInstanceOf(RunFolderException.class).hasMessageContaining("does not exist");
    }

    @Test
    void aNameIsUnusedWhereNothingIsThatARunOrSomebodyElseLeft() throws IOException {
        named("stopped", false).close();
        write(output.resolve("photos"), List.of("a.jpeg"));
        Files.createDirectory(output.resolve("empty"));
        Files.writeString(output.resolve("file"), "");

        for (String name : List.of("none", "empty")) {
            assertThat(RunFolder.isUnused(output, name)).as(name).isTrue();
        }
        for (String name : List.of("stopped", "photos", "file")) {
            assertThat(RunFolder.isUnused(output, name)).as(name).isFalse();
        }
        assertThatThrownBy(() -> RunFolder.isUnused(output, "../v1"))
                .isInstanceOf(RunFolderException.class);
    }

    @Test
    void runsThatFinishedNoEpochAreResumedFromTheirBeginningWhereThatIsWanted() throws IOException {
        named("stopped", false).close();
        write(output.resolve("photos"), List.of("a.jpeg"));

        RunFolder.resume(output, Optional.of("stopped")).close();

        assertThatThrownBy(() -> RunFolder.resume(output, Optional.of("photos")))
                .isInstanceOf(RunFolderException.class).hasMessageContaining("no run was begun");
        assertThat(files(output.resolve("photos"))).containsExactly("a.jpeg");
    }

    @Test
    void aRunHasOneWriterAtATime() throws Exception {
        Path run = output.resolve("v1");
        write(run, List.of("checkpoints/last.ckpt"));
        try (RunFolder owner = RunFolder.resume(output, Optional.of("v1"))) {
            assertThat(owner.path()).isEqualTo(run);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> named("v1", true)).isInstanceOf(RunFolderException.class)
                        .hasMessageContaining(run.resolve(".lock").toString());
                assertBusy(() -> RunFolder.requireFree(output, Optional.of("v1"), true,
                        Set.of("checkpoints")));
                assertBusy(() -> RunFolder.requireResumable(output, Optional.of("v1")));
                assertThatThrownBy(() -> RunFolder.resume(output, Optional.of("v1")))
                        .isInstanceOf(RunFolderException.class);
            }
            assertThat(run.resolve("checkpoints/last.ckpt")).exists();
            // Attempts of this process must not have given the lock back.
            assertThat(anotherProcessGets(run.resolve(".lock"))).isFalse();
        }
        assertThat(anotherProcessGets(run.resolve(".lock"))).isTrue();
        RunFolder.resume(output, Optional.of("v1")).close();
    }

    private static void assertBusy(ThrowingCallable start) {
        assertThatExceptionOfType(RunFolderException.class).isThrownBy(start)
                .satisfies(e -> assertThat(e.isBusy()).isTrue());
    }

    /** A program that tells by its exit status whether it gets a lock. */
    static final class Locking {

        private Locking() {
        }

        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                System.exit(channel.tryLock() == null ? 1 : 0);
            }
        }
    }

    private static boolean anotherProcessGets(Path lock) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path classes =
                Path.of(RunFolderTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Process process = new ProcessBuilder(java.toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", classes.toString(), Locking.class.getName(),
                lock.toString()).inheritIO().start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isBetween(0, 1);
        return process.exitValue() == 0;
    }

    @Test
    void locksThatSomebodyElseTookAreRespected() throws IOException {
        Path run = output.resolve("v1");
        write(run, List.of(".lock"));
        try (FileChannel other = FileChannel.open(run.resolve(".lock"), StandardOpenOption.WRITE)) {
            assertThat(other.tryLock()).isNotNull();
            assertThatThrownBy(() -> named("v1", false)).isInstanceOf(RunFolderException.class);
        }
        named("v1", false).close();
    }

    @Test
    void foldersOfARunLieWithinIt() throws IOException {
        try (RunFolder run = named("v1", false)) {
            assertThat(run.folder("logs/tb")).isEqualTo(run.path().resolve("logs/tb"));
            for (String outside : List.of("", ".", "..", "../v2", "/tmp", "a/../..")) {
                assertThatThrownBy(() -> run.folder(outside)).isInstanceOf(RunFolderException.class);
            }
        }
    }

    @Test
    void theCacheGoesWhenTheRunIsOver() throws IOException {
        RunFolder run = named("v1", false);
        write(run.path(), List.of("cache/frames.u8", "encoder.pt"));
        run.close();
        assertThat(run.cache()).exists();

        RunFolder again = named("v1", true);
        write(again.path(), List.of("cache/frames.u8", "encoder.pt"));
        again.finish();
        again.close();
        assertThat(again.cache()).doesNotExist();
        assertThat(again.encoder()).exists();
    }
}
