package tmnf.cli.pipeline;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import tmnf.cli.command.CommandContext;
import tmnf.cli.env.OwnProgram;

/**
 * Each step in a process of its own: what it holds is given back with its end, and one that breaks takes
 * nothing with it. It has the variables and the terminal of this one. When this one is asked to stop, the
 * step is, too, and gets the time that the slowest of them asks for.
 */
final class StepProcess implements StepProgram {

    /** Longer than any command takes to leave a consistent state. */
    static final Duration GRACE = Duration.ofSeconds(45);
    /** What this process needs to end the step and itself when the time is over. */
    private static final Duration OURS = Duration.ofSeconds(5);

    private static final long LOOK_MILLIS = 200;
    private static final int BUFFER = 8192;

    private final CommandContext context;

    StepProcess(CommandContext context) {
        this.context = context;
    }

    @Override
    public int run(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(OwnProgram.command());
        command.addAll(List.of("-C", context.baseDirectory().toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        if (context.isTerminal()) {
            builder.redirectError(ProcessBuilder.Redirect.INHERIT); // its progress is drawn there
        }
        Process process = OwnProgram.start(builder);
        process.getOutputStream().close(); // nobody answers questions
        Thread out = copy(process.inputReader(StandardCharsets.UTF_8), context.out(), "tmnf-step-out");
        Thread err = copy(process.errorReader(StandardCharsets.UTF_8), context.err(), "tmnf-step-err");
        CommandContext.Registration stop = context.onInterrupt(() -> ask(process),
                GRACE.plus(OURS));
        try {
            return await(process);
        } finally {
            stop.close();
            process.destroyForcibly();
            out.join(GRACE.toMillis());
            err.join(GRACE.toMillis());
        }
    }

    /** Where there is a terminal it may have heard of it already; on Windows only there. */
    private void ask(Process process) {
        if (!context.isWindows()) {
            process.destroy();
        }
    }

    private int await(Process process) throws InterruptedException {
        long asked = 0;
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            long now = System.nanoTime();
            asked = context.interrupted() && asked == 0 ? now : asked;
            if (asked != 0 && now - asked > GRACE.toNanos()) {
                process.destroyForcibly();
            }
        }
        return process.exitValue();
    }

    private static Thread copy(Reader from, PrintWriter to, String name) {
        Thread thread = new Thread(() -> {
            char[] buffer = new char[BUFFER];
            try (from) {
                for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                    to.write(buffer, 0, read);
                    to.flush();
                }
            } catch (IOException e) {
                // The step ended, or was ended, in the middle of a line.
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
