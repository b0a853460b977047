package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell launcher over a distribution put together for the test. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher there is tmnf.cmd")
@Timeout(120)
class LauncherTest {

    @TempDir
    static Path folder;
    private static Distribution distribution;

    @BeforeAll
    static void makeDistribution() throws IOException, InterruptedException {
        distribution = Distribution.in(folder);
        distribution.launch("--version");
        awaitArchive(folder.resolve("cache/tmnf")); // it is made in the background
    }

    @BeforeEach
    void forgetEnvironment() {
        distribution.environment.clear();
    }

    @Test
    void runsFromAnywhereThroughLinksWithoutAWarning() throws IOException, InterruptedException {
        Path link = folder.resolve("link to tmnf");
        Files.createSymbolicLink(link, Path.of("an unpacked distribution/tmnf"));

        for (int run = 0; run < 3; run++) {
            Distribution.Launched launched = distribution.launch(link, "config", "path", "--json");

            assertThat(launched.err()).isEmpty();
            assertThat(launched.code()).isZero();
            assertThat(launched.out())
                    .contains(distribution.home().toRealPath().resolve("config/tmnf.yaml").toString());
        }
    }

    @Test
    void passesExitCodesArgumentsAndJavaOptionsThrough() throws IOException, InterruptedException {
        Distribution.Launched written = distribution.launch("config", "init", "-o", "with space/ünï *.yaml");
        assertThat(written.code()).as(written.err()).isZero();
        assertThat(folder.resolve("with space/ünï *.yaml")).exists();
        assertThat(distribution.launch("no-such").code()).isEqualTo(2);
        distribution.environment.put("TMNF_JAVA_OPTS", "-Dtmnf.columns=60 -Dnothing=*");
        assertThat(distribution.launch("--help").out().lines())
                .allMatch(line -> line.length() <= 60);
    }

    @Test
    void aClosedStdinIsAnEmptyOne() throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", "exec \"$0\" inspect - <&-",
                distribution.home().resolve("tmnf").toString()).redirectErrorStream(true);
        shell.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        Process closed = shell.start();
        try (InputStream out = closed.getInputStream()) {
            assertThat(new String(out.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("-: refused").doesNotContain("more than");
        }
        assertThat(closed.waitFor()).isEqualTo(3);
    }

    @Test
    void makesClassDataForThisJavaOnce() throws IOException, InterruptedException {
        distribution.environment.put("XDG_CACHE_HOME", folder.resolve("other cache").toString());
        distribution.launch("--version");
        Path cache = folder.resolve("other cache/tmnf");
        awaitArchive(cache);

        assertThat(archives(cache)).hasSize(1);
        assertThat(distribution.launch("--version").err()).isEmpty();
        assertThat(archives(cache).get(0).toFile().setWritable(true)).isTrue();
        Files.write(archives(cache).get(0), new byte[] {1, 2, 3});
        Distribution.Launched damaged = distribution.launch("--version");
        assertThat(damaged.code()).isZero();
        assertThat(damaged.err()).isEmpty();
    }

    private static void awaitArchive(Path cache) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (archives(cache).isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
    }

    private static List<Path> archives(Path cache) throws IOException {
        if (!Files.isDirectory(cache)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    @Test
    void explainsAMissingOrOldJava() throws IOException, InterruptedException {
        distribution.environment.put("JAVA_HOME", folder.resolve("nowhere").toString());
        Distribution.Launched missing = distribution.launch("--help");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("tmnf: error: JAVA_HOME names no Java").contains("fix: ");

        Path old = Files.createDirectories(folder.resolve("old/bin")).getParent();
        Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 9\n");
        assertThat(old.resolve("bin/java").toFile().setExecutable(true)).isTrue();
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"11.0.2\"\n");
        distribution.environment.put("JAVA_HOME", old.toString());
        Distribution.Launched tooOld = distribution.launch("--help");
        assertThat(tooOld.code()).isEqualTo(1);
        assertThat(tooOld.err()).contains("this Java is too old").contains("11.0.2");
    }

    @Test
    void aReaderOfStdoutNeedNotWaitForTheClassData() throws IOException, InterruptedException {
        Path slow = Files.createDirectories(folder.resolve("slow/bin")).getParent();
        Path real = Path.of(System.getProperty("java.home"));
        Files.copy(real.resolve("release"), slow.resolve("release"));
        Files.writeString(slow.resolve("bin/java"), "#!/bin/sh\ncase \"$*\" in\n"
                + "    *ArchiveClassesAtExit*) exec sleep 5 ;;\n"
                + "    *) exec '" + real + "/bin/java' \"$@\" ;;\nesac\n");
        assertThat(slow.resolve("bin/java").toFile().setExecutable(true)).isTrue();
        String tmnf = distribution.home().resolve("tmnf").toString();
        ProcessBuilder piped = new ProcessBuilder(tmnf, "--version");
        piped.environment().put("JAVA_HOME", slow.toString());
        piped.environment().put("XDG_CACHE_HOME", folder.resolve("slow cache").toString());
        long started = System.nanoTime();
        Process process = piped.start();
        try (InputStream out = process.getInputStream()) {
            assertThat(new String(out.readAllBytes(), StandardCharsets.UTF_8)).contains("tmnf ");
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)).isLessThan(4_500);
    }

    /** A Java that only says what it is asked for. */
    private static Path tellingJava() throws IOException {
        Path java = Files.createDirectories(folder.resolve("telling/bin")).getParent();
        Files.copy(Path.of(System.getProperty("java.home")).resolve("release"), java.resolve("release"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(java.resolve("bin/java"),
                "#!/bin/sh\nfor word in \"$@\"; do echo \"$word\"; done\n"
                + "echo TF32=$NVIDIA_TF32_OVERRIDE\n");
        assertThat(java.resolve("bin/java").toFile().setExecutable(true)).isTrue();
        return java;
    }

    private static Path torch(String name, String version) throws IOException {
        Path lib = Files.createDirectories(folder.resolve(name + "/torch/lib"));
        Files.writeString(lib.resolve("libtorch.so"), "");
        Files.writeString(lib.resolveSibling("version.py"), "from typing import Optional\n\n__all__ ="
                + " ['__version__', 'cuda']\n__version__ = '" + version + "'\ncuda: Optional[str] = '1'\n");
        return lib;
    }

    @Test
    void anotherPyTorchIsHandedOnWithItsVersionAndFlavor() throws IOException, InterruptedException {
        Path java = tellingJava();
        for (String flavor : List.of("cu128", "cpu")) {
            Path lib = torch("wheel of " + flavor, "2.7.1+" + flavor);
            distribution.environment.put("JAVA_HOME", java.toString());
            distribution.environment.put("XDG_CACHE_HOME", folder.resolve("torch cache").toString());
            distribution.environment.put("TMNF_LIBTORCH", lib + "/.");

            Distribution.Launched launched = distribution.launch("doctor");

            assertThat(launched.err()).isEmpty();
            assertThat(launched.out().lines()).contains("-DPYTORCH_LIBRARY_PATH=" + lib.toRealPath(),
                    "-DPYTORCH_VERSION=2.7.1", "-DPYTORCH_FLAVOR=" + flavor, "tmnf.cli.Main", "doctor");
        }
        distribution.environment.remove("TMNF_LIBTORCH");
        assertThat(distribution.launch("doctor").out()).contains("tmnf.cli.Main")
                .doesNotContain("PYTORCH", "jna.library.path");
    }

    /** GPUs are counted by a library that pip puts beside PyTorch, where the system does not look. */
    @Test
    void theLibraryThatCountsGpusIsFoundWherePipPutsIt() throws IOException, InterruptedException {
        distribution.environment.put("JAVA_HOME", tellingJava().toString());
        distribution.environment.put("XDG_CACHE_HOME", folder.resolve("gpu cache").toString());
        Path lib = torch("site packages", "2.7.1+cu128");
        String option = "-Djna.library.path=" + lib.toRealPath();
        distribution.environment.put("TMNF_LIBTORCH", lib.toString());

        assertThat(distribution.launch("doctor").out().lines()).contains(option);
        Path nvidia = folder.resolve("site packages/nvidia");
        Files.createDirectories(nvidia.resolve("cu13/lib"));
        Path runtime = Files.createDirectories(nvidia.resolve("cuda_runtime/lib")).toRealPath();
        assertThat(distribution.launch("doctor").out().lines()).contains(option + ":" + runtime);
        distribution.environment.put("TMNF_JAVA_OPTS", "-Djna.library.path=own");
        assertThat(distribution.launch("doctor").out().lines()).as("Java takes the last")
                .containsSubsequence(option + ":" + runtime, "-Djna.library.path=own");

        distribution.environment.put("TMNF_LIBTORCH", torch("no gpu", "2.7.1+cpu").toString());
        distribution.environment.remove("TMNF_JAVA_OPTS");
        assertThat(distribution.launch("doctor").out()).contains("-DPYTORCH_FLAVOR=cpu")
                .doesNotContain("jna.library.path");
    }

    @Test
    void optionsBeforeACommandLeaveItsCompiler() throws IOException, InterruptedException {
        distribution.environment.put("JAVA_HOME", tellingJava().toString());
        distribution.environment.put("XDG_CACHE_HOME", folder.resolve("compiler cache").toString());
        for (String line : List.of("train", "-C train train", "--json --log-level=debug train")) {
            assertThat(distribution.launch(line.split(" ")).out()).as(line).contains("-XX:+UseParallelGC");
        }
        assertThat(distribution.launch("-C", "train", "config").out()).contains("-XX:TieredStopAtLevel=1");
    }

    @Test
    void productsOnAGpuAreExactUnlessTheUserSaysOtherwise() throws IOException, InterruptedException {
        distribution.environment.put("JAVA_HOME", tellingJava().toString());
        distribution.environment.put("XDG_CACHE_HOME", folder.resolve("exact cache").toString());
        assertThat(distribution.launch("pretrain").out().lines()).contains("TF32=0");
        distribution.environment.put("NVIDIA_TF32_OVERRIDE", "1");
        assertThat(distribution.launch("pretrain").out().lines()).contains("TF32=1");
    }

    @Test
    void aFolderWithoutTheRightPyTorchIsExplained() throws IOException, InterruptedException {
        Path empty = Files.createDirectories(folder.resolve("empty/lib"));
        Path other = torch("older", "2.6.0+cu124");
        Map<String, String> wrong = Map.of(folder.resolve("nowhere").toString(), "names no folder",
                empty.toString(), "holds no PyTorch", other.toString(), "2.6.0+cu124");
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            distribution.environment.put("TMNF_LIBTORCH", each.getKey());

            Distribution.Launched launched = distribution.launch("--help");

            assertThat(launched.code()).isEqualTo(1);
            assertThat(launched.err()).contains("tmnf: error: TMNF_LIBTORCH ", each.getValue(),
                    "fix: name the lib folder of torch 2.7.1+cu128");
        }
    }

    /** A checkout with one build, made after all its sources, and a build that always fails. */
    private static Path checkout(String name) throws IOException {
        Path home = folder.resolve(name);
        Path app = home.resolve("tmnf-cli/target/app");
        for (String file : List.of("pom.xml", ".mvn/jvm.config", "config/rl/demo.yaml", "tmnf-cli/pom.xml",
                "tmnf-cli/src/main/java/A.java", "tmnf-cli/target/app/one/built",
                "tmnf-cli/target/app/one/lib/a.jar")) {
            Files.createDirectories(home.resolve(file).getParent());
            Files.writeString(home.resolve(file), "");
        }
        Files.writeString(app.resolve("current"), "one\n");
        Files.writeString(home.resolve("mvnw"), "#!/bin/sh\nexit 1\n");
        assertThat(home.resolve("mvnw").toFile().setExecutable(true)).isTrue();
        Files.copy(distribution.launcher(), home.resolve("tmnf"), StandardCopyOption.COPY_ATTRIBUTES);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
            }
        }
        Files.setLastModifiedTime(app.resolve("one/built"), FileTime.fromMillis(1_100_000_000_000L));
        return home;
    }

    @Test
    void aCheckoutIsBuiltAnewAfterAChangeOfWhatIsPacked() throws IOException, InterruptedException {
        Path home = checkout("checkout");
        distribution.environment.put("JAVA_HOME", tellingJava().toString());
        assertThat(distribution.launch(home.resolve("tmnf"), "doctor").out()).contains("tmnf.cli.Main");

        for (String changed : List.of("config/rl/demo.yaml", ".mvn/jvm.config", "tmnf-cli/pom.xml")) {
            FileTime old = Files.getLastModifiedTime(home.resolve(changed));
            Files.setLastModifiedTime(home.resolve(changed), FileTime.fromMillis(1_200_000_000_000L));
            Distribution.Launched launched = distribution.launch(home.resolve("tmnf"), "doctor");
            assertThat(launched.err()).as(changed).contains("tmnf: building", "error: the build failed");
            Files.setLastModifiedTime(home.resolve(changed), old);
        }
    }

    @Test
    void withoutBuildingItRunsWhatIsThereOrFails() throws IOException, InterruptedException {
        Path home = checkout("never built");
        distribution.environment.put("JAVA_HOME", tellingJava().toString());
        distribution.environment.put("TMNF_NO_BUILD", "1");
        Files.setLastModifiedTime(home.resolve("pom.xml"), FileTime.fromMillis(1_200_000_000_000L));
        assertThat(distribution.launch(home.resolve("tmnf"), "doctor").out()).contains("tmnf.cli.Main");

        Files.delete(home.resolve("tmnf-cli/target/app/one/built"));
        Distribution.Launched none = distribution.launch(home.resolve("tmnf"), "doctor");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).isEqualTo("tmnf: error: there is no build\n  fix: unset TMNF_NO_BUILD\n");
    }
}
