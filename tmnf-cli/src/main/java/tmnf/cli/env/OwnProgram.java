package tmnf.cli.env;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How this program is started once more, as a process of its own with the same Java and the same options. */
public final class OwnProgram {

    /** Set in a process that another one of ours started, which passes signals on that it may get itself. */
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
        command.addAll(List.of("-D" + STEP + "=true", "-cp", System.getProperty("java.class.path"),
                "tmnf.cli.Main"));
        return command;
    }

    /** Whether another process of ours started this one. */
    public static boolean isStep() {
        return Boolean.getBoolean(STEP);
    }
}
