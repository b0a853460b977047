package tmnf.cli.doctor.selftest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import tmnf.cli.env.OwnProgram;

/**
 * Commands of this program as processes of their own, so that one that hangs or breaks takes nothing with it.
 * They see neither the user's configuration nor the user's settings in variables.
 */
final class OwnCommands {

    private static final int SHOWN_LINES = 60;
    private static final int MOST_BYTES = 256 << 10;
    private static final Set<String> NOT_THEIRS = Set.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS",
            "JDK_JAVA_OPTIONS", "BASE_TMI_PORT", "TRACKMANIA_BASE_PATH",
            "TARGET_PYTHON_LINK_PATH");
    private static final long END_SECONDS = 10;

    private final Path folder;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private int count;
    private boolean ended;

    /** In a folder, which is also where the output goes. */
    OwnCommands(Path folder) {
        this.folder = folder;
    }

    /** A command and where its output goes. */
    record Started(Process process, Path out, Path err) {

        String output() {
            return text(out);
        }

        /** What it said, the last lines of each stream. */
        String lastLines() {
            return "stdout:\n" + last(text(out)) + "stderr:\n" + last(text(err));
        }
    }

    /** Starts one that runs until it is ended. */
    Started start(List<String> words) throws IOException {
        List<String> command = new ArrayList<>(OwnProgram.command());
        command.add(command.indexOf("-cp"), "-Dtmnf.tty="); // ours, if any, is not theirs
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(OwnCommands::isNotTheirs);
        variables.put("XDG_CONFIG_HOME", folder.toString());
        variables.put("APPDATA", folder.toString());
        synchronized (this) {
            if (ended) {
                throw new IOException("the self-test was stopped");
            }
            Path logs = Files.createDirectories(folder.resolve("output"));
            Path out = logs.resolve(++count + ".out");
            Path err = logs.resolve(count + ".err");
            Process process = OwnProgram.start(builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile()));
            running.add(process);
            process.getOutputStream().close(); // nobody answers questions
            return new Started(process, out, err);
        }
    }

    /** Runs one that must end with a code, within a time; returns what it said on stdout. */
    String run(Duration deadline, int code, List<String> words) throws Exception {
        Started started = start(words);
        try {
            if (!started.process().waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed("not finished within " + deadline.toSeconds() + " s", words, started);
            }
            if (started.process().exitValue() != code) {
                throw failed("ended with " + started.process().exitValue() + " instead of " + code, words,
                        started);
            }
            return started.output();
        } finally {
            end(started.process());
        }
    }

    /** A failure of a command, with what it said. */
    StepFailed failed(String what, List<String> words, Started started) {
        return new StepFailed(false, "tmnf " + words.get(0) + " " + what,
                "attach the report to an issue; it has what the command said",
                "tmnf " + String.join(" ", words) + "\n" + started.lastLines(), null);
    }

    /** Ends one at once, and waits until it has ended. */
    void end(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        running.remove(process);
    }

    /** Ends all that run, and starts none from now on. */
    synchronized void endAll() {
        ended = true;
        endRunning();
    }

    /** Ends all that run. */
    void endRunning() {
        for (Process process : running) {
            try {
                end(process);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The user's settings; and options of Java, which it would repeat in its output with what is secret. */
    private static boolean isNotTheirs(String variable) {
        return NOT_THEIRS.contains(variable) || variable.startsWith("PRETRAIN_")
                || variable.startsWith("TMNF_") && !variable.equals("TMNF_LIBTORCH");
    }

    /** What was written last, at most {@link #MOST_BYTES} of it. */
    private static String text(Path file) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(0, channel.size() - MOST_BYTES));
            byte[] end = Channels.newInputStream(channel).readNBytes(MOST_BYTES);
            return new String(end, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String last(String text) {
        List<String> lines = text.lines().toList();
        return lines.stream().skip(Math.max(0, lines.size() - SHOWN_LINES)).map(line -> "  " + line + "\n")
                .collect(Collectors.joining());
    }
}
