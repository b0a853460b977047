package tmnf.cli.env;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** How this program is started once more, as a process of its own with the same Java and the same options. */
public final class OwnProgram {

    /** Number of the process that started this one; it passes signals on that this one may get, too. */
    static final String STEP = "tmnf.step";

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    private OwnProgram() {
    }

    /** Starts a process that {@link #endAll} ends. */
    public static Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        RUNNING.removeIf(each -> !each.isAlive());
        RUNNING.add(process);
        return process;
    }

    /** Ends what was started and has not ended, for a process that ends without waiting for it. */
    public static void endAll() {
        RUNNING.forEach(Process::destroyForcibly);
    }

    /** The start of the command; the words of a command line follow. */
    public static List<String> command() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java")
                .toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-agentlib:") && !argument.startsWith("-Xrun"))
                .forEach(command::add);
        command.addAll(List.of("-D" + STEP + "=" + ProcessHandle.current().pid(), "-cp",
                System.getProperty("java.class.path"), "tmnf.cli.Main"));
        return command;
    }

    /** Whether another process of ours started this one. */
    public static boolean isStep() {
        return starter().isPresent();
    }

    /**
     * Does something once when the process that started this one has ended, even by a kill that it heard
     * nothing of; at once where it is gone already, and never where nobody of ours started this one. It is
     * noticed after five seconds at most, on a thread of the common pool.
     *
     * @return takes it back
     */
    public static Runnable whenStarterEnds(Runnable action) {
        OptionalLong starter = starter();
        if (starter.isEmpty()) {
            return () -> { };
        }
        Optional<ProcessHandle> running = ProcessHandle.of(starter.getAsLong()).filter(OwnProgram::isOlder);
        if (running.isEmpty()) {
            action.run();
            return () -> { };
        }
        CompletableFuture<Void> then = running.get().onExit().thenRunAsync(action);
        return () -> then.cancel(false);
    }

    /** Whoever has the number of a process that ended got it later. */
    private static boolean isOlder(ProcessHandle other) {
        Optional<Instant> theirs = other.info().startInstant();
        Optional<Instant> ours = ProcessHandle.current().info().startInstant();
        return theirs.isEmpty() || ours.isEmpty() || !theirs.get().isAfter(ours.get());
    }

    private static OptionalLong starter() {
        String pid = System.getProperty(STEP, "");
        return pid.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(pid)) : OptionalLong.empty();
    }
}
