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

/** A distribution put together from the classes under test, and runs of its shell launcher. */
final class Distribution {

    private static final Path SH = Path.of("/bin/sh");
    private static final List<String> NEEDED = List.of("picocli-4", "jackson-", "snakeyaml-", "slf4j-api-",
            "logback-", "aircompressor-", "okhttp-jvm-", "okio-jvm-", "kotlin-stdlib-", "tmnf-",
            "api-", "pytorch-engine-"); // of DJL: all options of pretrain are looked at for their keys

    private final Path folder;
    private final Path home;
    /** Environment variables of the next runs, besides those that every run has. */
    final Map<String, String> environment = new HashMap<>();

    /** What a launched program left behind. */
    record Launched(int code, String out, String err) {
    }

    private Distribution(Path folder, Path home) {
        this.folder = folder;
        this.home = home;
    }

    /** Makes a distribution below {@code folder}, which is also where it runs. */
    static Distribution in(Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("an unpacked distribution"));
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
        return new Distribution(folder, home);
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

    Path home() {
        return home;
    }

    Path launcher() {
        return home.resolve("tmnf");
    }

    /** Runs the distribution's launcher. */
    Launched launch(String... args) throws IOException, InterruptedException {
        return launch(launcher(), args);
    }

    /** Runs the launcher under another path, a link say. */
    Launched launch(Path program, String... args) throws IOException, InterruptedException {
        try (Running running = start(program, args)) {
            return running.end();
        }
    }

    /** Starts the launcher and leaves it running. */
    Running start(String... args) throws IOException {
        return start(launcher(), args);
    }

    private Running start(Path program, String... args) throws IOException {
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
        return new Running(builder.start(), out, err);
    }

    /** A launched program that may still run; closing kills it. */
    record Running(Process process, Path out, Path err) implements AutoCloseable {

        /** Waits for the end. */
        Launched end() throws IOException, InterruptedException {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Launched(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        }

        /** Waits for the first line on stdout. */
        String firstLine() throws IOException, InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (Files.size(out) == 0 || !Files.readString(out).contains("\n")) {
                assertThat(System.nanoTime()).as(Files.readString(err)).isLessThan(deadline);
                assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
                Thread.sleep(20);
            }
            return Files.readString(out).lines().findFirst().orElseThrow();
        }

        @Override
        public void close() {
            process.destroy(); // the launcher becomes the JVM by exec, so nothing is left behind
            process.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly())
                    .join().onExit().join();
        }
    }
}
