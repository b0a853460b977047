package tmnf.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the test class path in a JVM of its own; {@link #close} kills it and waits. */
public final class ChildProcess implements AutoCloseable {

    /** Where PyTorch is unpacked. */
    private static final String ENGINE = "ENGINE_CACHE_DIR";

    private final Process process;
    private final Path out;
    private final Path err;

    private ChildProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a JVM with its output in files of the folder. */
    static ChildProcess java(Path folder, List<String> jvmOptions, String mainClass, String... args)
            throws IOException {
        return start(folder, folder, command(jvmOptions, mainClass, args));
    }

    /** The words that start a JVM which does not live long. */
    public static List<String> command(List<String> jvmOptions, String mainClass, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath(), mainClass));
        command.addAll(List.of(args));
        return command;
    }

    private static ChildProcess start(Path folder, Path outputs, List<String> command) throws IOException {
        Path out = Files.createTempFile(outputs, "child", ".out");
        Path err = Files.createTempFile(outputs, "child", ".err");
        Process process = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        return new ChildProcess(process, out, err);
    }

    /** Starts the real program, with little memory, in a folder, where its output goes too. */
    public static ChildProcess tmnf(Path folder, List<String> args) throws IOException {
        return tmnf(folder, folder, args);
    }

    /** The same with its output in files of another folder. */
    public static ChildProcess tmnf(Path folder, Path outputs, List<String> args) throws IOException {
        return tmnf(folder, outputs, List.of("-Xmx256m"), args);
    }

    /** The same with options of the JVM. */
    public static ChildProcess tmnf(Path folder, List<String> jvmOptions, List<String> args)
            throws IOException {
        return tmnf(folder, folder, jvmOptions, args);
    }

    private static ChildProcess tmnf(Path folder, Path outputs, List<String> jvmOptions, List<String> args)
            throws IOException {
        List<String> options = new ArrayList<>(jvmOptions);
        String engine = System.getProperty(ENGINE); // null: at home
        if (engine != null) {
            options.add("-D" + ENGINE + "=" + engine);
        }
        return start(folder, outputs, command(options, "tmnf.cli.Main", args.toArray(String[]::new)));
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Writes all of stdin, which is a pipe, and closes it. */
    void input(String text) throws IOException {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    Path outFile() {
        return out;
    }

    /** Waits until it has printed the text. */
    public void awaitOutput(String text) throws IOException, InterruptedException {
        if (!awaitWhileAlive(() -> output().contains(text))) {
            throw new AssertionError("never printed " + text + ": " + output());
        }
    }

    /** Something that a test waits for. */
    public interface Condition {

        /** Whether it is true by now. */
        boolean holds() throws IOException;
    }

    /** Waits until something is true, which is the answer, or the process has ended; at most a minute. */
    public boolean awaitWhileAlive(Condition condition) throws IOException, InterruptedException {
        return awaitWhileAlive(condition, 1);
    }

    /** The same for at most some minutes, of what computes. */
    public boolean awaitWhileAlive(Condition condition, int minutes)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("in vain for " + minutes + " min: " + output());
            }
            if (!process.isAlive()) {
                return condition.holds();
            }
            Thread.sleep(1);
        }
        return true;
    }

    /** Lets it run for some time, or until its end. */
    public void runFor(long millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Ends it without a word, and returns when it has ended. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The processes that it has started and that have not ended. */
    public List<ProcessHandle> children() {
        return process.children().toList();
    }

    /** Sends a signal such as INT. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
    }

    /** Waits for its end, at most two minutes. */
    public int exitCode() throws IOException, InterruptedException {
        return exitCode(120);
    }

    /** The same, at most some seconds. */
    public int exitCode(int seconds) throws IOException, InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + seconds + " s: " + output());
        }
        return process.exitValue();
    }

    /** What it printed, messages after the rest. */
    public String output() throws IOException {
        return out() + err();
    }

    /** What it printed. */
    public String out() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    /** Its messages. */
    public String err() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
