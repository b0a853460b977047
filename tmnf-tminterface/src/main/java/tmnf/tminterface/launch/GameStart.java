package tmnf.tminterface.launch;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tmnf.tminterface.launch.LaunchException.Reason;
import tmnf.tminterface.link.LinkTime;

/**
 * One start of one game: runs the loader or the script with a mark, tells the game that comes of it from all
 * others, and waits for its port. Whoever calls {@link #run} calls {@link #endAfter} when that fails, or what
 * comes after it: it ends whatever was started.
 */
final class GameStart {

    /** Variable in the environment of what is started; its value is new for every start. */
    private static final String MARK = "TMNF_LAUNCH_MARK";

    private static final String LOADER = "TMLoader";
    private static final int LONGEST_OUTPUT = 65_536;

    private final LaunchSettings settings;
    private final LinkTime time;
    private final String mark = UUID.randomUUID().toString();
    private final Set<Long> before; // the games that ran already
    private final List<ProcessHandle> started = new ArrayList<>(); // ours to end
    private Process script; // null before it runs, and with TMLoader

    /** To be made before anything is started: games that run by now are not ours. */
    GameStart(LaunchSettings settings, LinkTime time) {
        this.settings = settings;
        this.time = time;
        this.before = RunningGames.find().stream().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    /** Starts the game and waits until its port answers. */
    GameProcess run() throws IOException {
        ProcessHandle game = start();
        awaitPort(game);
        return GameProcess.started(settings.port(), game, started, settings.endTime(), time);
    }

    /** Ends what was started; what goes wrong there is added to the failure. */
    void endAfter(Exception failure) {
        // An interrupt would keep the end from being waited for.
        boolean interrupted = Thread.interrupted();
        Set<ProcessHandle> all = new LinkedHashSet<>(started);
        all.addAll(marked());
        try {
            GameProcess.end(List.copyOf(all), settings.endTime(), time);
        } catch (IOException e) {
            failure.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Loaders and games with our mark; what else inherits it may serve other programs of the user too. */
    private List<ProcessHandle> marked() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> ProcessLook.isNamed(process, RunningGames.NAME)
                    || ProcessLook.isNamed(process, LOADER))
                    .filter(process -> ProcessLook.carries(process, MARK + "=" + mark)).toList();
        }
    }

    // ------------------------------------------------------------------------------ the loader or script

    private ProcessHandle start() throws IOException {
        if (settings.method() instanceof TmLoaderLaunch) {
            started.add(startLoader());
        } else {
            script = execute(ProcessBuilder.Redirect.DISCARD);
            started.add(script.toHandle());
        }
        ProcessHandle launcher = started.get(started.size() - 1);
        Set<ProcessHandle> family = new HashSet<>();
        Wait wait = new Wait(time, settings.processTime());
        while (true) {
            // Gathered over time, for descendants of one that has ended cannot be found any more.
            family.addAll(launcher.descendants().toList());
            Optional<ProcessHandle> game = find(family);
            if (game.isPresent()) {
                return game.get();
            }
            if (!wait.goOn()) {
                throw noGame(launcher);
            }
        }
    }

    private Process execute(ProcessBuilder.Redirect output) throws LaunchException {
        ProcessBuilder builder = new ProcessBuilder(settings.method().command(settings.port()));
        builder.environment().put(MARK, mark);
        Path folder = settings.method().file().toAbsolutePath().getParent();
        builder.directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(output);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new LaunchException(Reason.NOT_STARTED, settings.method().file() + " cannot be run: "
                    + e.getMessage() + ". Make it executable, or configure another.", e);
        }
    }

    /** Lets PowerShell start the loader, and reads the number of its process. */
    private ProcessHandle startLoader() throws IOException {
        // A file, because the loader may hold a pipe open, and reading it would not end.
        Path output = Files.createTempFile("tmnf-launch", ".txt");
        try {
            Process shell = execute(ProcessBuilder.Redirect.to(output.toFile()));
            started.add(shell.toHandle());
            Wait wait = new Wait(time, settings.processTime());
            while (shell.isAlive()) {
                if (!wait.goOn()) {
                    throw new LaunchException(Reason.NOT_STARTED, "PowerShell did not start "
                            + settings.method().file() + " within " + settings.processTime().toSeconds()
                            + " s. Start it by hand once, to see whether Windows asks something.");
                }
            }
            String said;
            try (var in = Files.newInputStream(output)) {
                said = new String(in.readNBytes(LONGEST_OUTPUT), Charset.defaultCharset()).strip();
            }
            if (shell.exitValue() != 0 || !said.matches("[0-9]{1,10}")) {
                throw new LaunchException(Reason.NOT_STARTED, settings.method().file() + " was not started:"
                        + " PowerShell ended with " + shell.exitValue() + " and said \"" + said
                        + "\". Check the path of the loader.");
            }
            return ProcessHandle.of(Long.parseLong(said)).orElseThrow(() -> new LaunchException(
                    Reason.DIED_EARLY, settings.method().file() + " ended at once. Start it by hand to see"
                    + " what it says; the profile may be missing."));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    // ----------------------------------------------------------------------------- the game and its port

    private Optional<ProcessHandle> find(Set<ProcessHandle> family) throws LaunchException {
        List<ProcessHandle> ours = fresh().stream()
                .filter(process -> family.contains(process) || started.contains(process)
                        || ProcessLook.carries(process, MARK + "=" + mark)).toList();
        // A game may have children of the same name; it is the one above them.
        List<ProcessHandle> tops = ours.stream().filter(process -> ours.stream()
                .noneMatch(other -> other.descendants().anyMatch(process::equals))).toList();
        for (ProcessHandle top : tops) {
            if (!started.contains(top)) {
                started.add(top);
            }
        }
        if (tops.size() > 1) {
            throw new LaunchException(Reason.AMBIGUOUS, settings.method().file() + " started " + tops.size()
                    + " games, " + pids(tops) + ". Let it start one.");
        }
        return tops.stream().findFirst();
    }

    private List<ProcessHandle> fresh() {
        return RunningGames.find().stream().filter(process -> !before.contains(process.pid())).toList();
    }

    private LaunchException noGame(ProcessHandle launcher) {
        List<ProcessHandle> strangers = fresh();
        String message = settings.method().file() + ": no process named " + RunningGames.NAME
                + "* came of it within " + settings.processTime().toSeconds() + " s"
                + ended(launcher) + ". Run it by hand with port "
                + settings.port() + " to see what it says.";
        return new LaunchException(Reason.NO_GAME, strangers.isEmpty() ? message : message + " A game that"
                + " nothing shows to come of it appeared meanwhile and was left alone, " + pids(strangers)
                + ": if it did, let the script hand its environment on, or attach to the port.");
    }

    private String ended(ProcessHandle launcher) {
        if (ProcessLook.runs(launcher)) {
            return "";
        }
        return ", and it has ended"
                + (script != null && !script.isAlive() ? " with " + script.exitValue() : "");
    }

    private static String pids(List<ProcessHandle> processes) {
        return "process " + processes.stream().map(process -> Long.toString(process.pid()))
                .collect(Collectors.joining(", "));
    }

    private void awaitPort(ProcessHandle game) throws IOException {
        Wait wait = new Wait(time, settings.portTime());
        while (!GamePort.answers(settings.port())) {
            if (!ProcessLook.runs(game)) {
                throw new LaunchException(Reason.DIED_EARLY, "the game, process " + game.pid() + ", ended"
                        + " before port " + settings.port() + " answered. Start it by hand to see why.");
            }
            if (!wait.goOn()) {
                throw new LaunchException(Reason.PORT_SILENT, "the game, process " + game.pid() + ", runs,"
                        + " but port " + settings.port() + " did not answer for "
                        + settings.portTime().toSeconds() + " s. Check that the link plugin is installed"
                        + " and that the port gets into the game: its console says which one it uses.");
            }
        }
    }
}
