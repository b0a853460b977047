package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell launcher over a distribution put together for the test. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher there is tmnf.cmd")
@Timeout(120)
class LauncherTest {

    private static final Path SH = Path.of("/bin/sh");
    private static final List<String> NEEDED = List.of("picocli-4", "jackson-", "snakeyaml-", "slf4j-api-",
            "logback-", "aircompressor-", "tmnf-");

    @TempDir
    static Path folder;
    private static Path home;
    private final Map<String, String> environment = new HashMap<>();

    /** What a launched program left behind. */
    record Launched(int code, String out, String err) {
    }

    @BeforeAll
    static void makeDistribution() throws IOException, InterruptedException {
        home = Files.createDirectories(folder.resolve("an unpacked distribution"));
        Path lib = Files.createDirectories(home.resolve("lib"));
        int number = 0;
        for (String entry : ChildProcess.classPath().split(File.pathSeparator)) {
            Path path = Path.of(entry);
            String name = path.getFileName().toString();
            if (Files.isRegularFile(path) && NEEDED.stream().anyMatch(name::startsWith)) {
                Files.copy(path, lib.resolve(name));
            } else if (Files.isDirectory(path) && !path.endsWith("test-classes")) {
                number++;
                jar(path, lib.resolve("classes-" + number + ".jar"));
            }
        }
        Files.copy(CliTestBase.projectRoot().resolve("tmnf"), home.resolve("tmnf"),
                StandardCopyOption.COPY_ATTRIBUTES);
        LauncherTest first = new LauncherTest();
        first.launch(home.resolve("tmnf"), "--version");
        awaitArchive(folder.resolve("cache/tmnf")); // it is made in the background
    }

    private static void jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
                Files.copy(path, out);
                out.closeEntry();
            }
        }
    }

    private Launched launch(Path program, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SH.toString(), program.toString()));
        command.addAll(List.of(args));
        Path out = Files.createTempFile(folder, "launched", ".out");
        Path err = Files.createTempFile(folder, "launched", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", System.getenv("PATH"), "HOME", folder.toString(),
                "JAVA_HOME", System.getProperty("java.home"), "LC_ALL", "C",
                "XDG_CACHE_HOME", folder.resolve("cache").toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Launched(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void runsFromAnywhereThroughLinksWithoutAWarning() throws IOException, InterruptedException {
        Path link = folder.resolve("link to tmnf");
        Files.createSymbolicLink(link, Path.of("an unpacked distribution/tmnf"));

        for (int run = 0; run < 3; run++) {
            Launched launched = launch(link, "config", "path", "--json");

            assertThat(launched.err()).isEmpty();
            assertThat(launched.code()).isZero();
            assertThat(launched.out()).contains(home.toRealPath().resolve("config/tmnf.yaml").toString());
        }
    }

    @Test
    void passesExitCodesArgumentsAndJavaOptionsThrough() throws IOException, InterruptedException {
        Launched written = launch(home.resolve("tmnf"), "config", "init", "-o", "with space/ünï *.yaml");
        assertThat(written.code()).as(written.err()).isZero();
        assertThat(folder.resolve("with space/ünï *.yaml")).exists();
        assertThat(launch(home.resolve("tmnf"), "no-such").code()).isEqualTo(2);
        environment.put("TMNF_JAVA_OPTS", "-Dtmnf.columns=60 -Dnothing=*");
        assertThat(launch(home.resolve("tmnf"), "--help").out().lines())
                .allMatch(line -> line.length() <= 60);
    }

    @Test
    void makesClassDataForThisJavaOnce() throws IOException, InterruptedException {
        environment.put("XDG_CACHE_HOME", folder.resolve("other cache").toString());
        launch(home.resolve("tmnf"), "--version");
        Path cache = folder.resolve("other cache/tmnf");
        awaitArchive(cache);

        assertThat(archives(cache)).hasSize(1);
        assertThat(launch(home.resolve("tmnf"), "--version").err()).isEmpty();
        assertThat(archives(cache).get(0).toFile().setWritable(true)).isTrue();
        Files.write(archives(cache).get(0), new byte[] {1, 2, 3});
        Launched damaged = launch(home.resolve("tmnf"), "--version");
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
        environment.put("JAVA_HOME", folder.resolve("nowhere").toString());
        Launched missing = launch(home.resolve("tmnf"), "--help");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("tmnf: error: JAVA_HOME names no Java").contains("fix: ");

        Path old = Files.createDirectories(folder.resolve("old/bin")).getParent();
        Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 9\n");
        assertThat(old.resolve("bin/java").toFile().setExecutable(true)).isTrue();
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"11.0.2\"\n");
        environment.put("JAVA_HOME", old.toString());
        Launched tooOld = launch(home.resolve("tmnf"), "--help");
        assertThat(tooOld.code()).isEqualTo(1);
        assertThat(tooOld.err()).contains("this Java is too old").contains("11.0.2");
    }
}
