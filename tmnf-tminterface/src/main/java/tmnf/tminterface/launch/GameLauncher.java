package tmnf.tminterface.launch;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tmnf.tminterface.launch.LaunchException.Reason;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.link.PluginSettings;

/**
 * Starts games, one at a time. Confined to one thread.
 *
 * <p>A game counts as started by us when its process is new, is named as the game is, and either descends
 * from the loader or script that was started, or carries the mark that the script got in its environment:
 * under Wine, programs descend from nobody, but inherit that. Anything else that appears meanwhile, such as
 * a game that the user starts, is left alone. When a start fails, what was started is ended.
 */
public final class GameLauncher {

    /** Variable in the environment of what is started; its value is new for every start. */
    static final String MARK = "TMNF_LAUNCH_MARK";

    private static final String LOADER = "TMLoader";
    private static final int LONGEST_OUTPUT = 65_536;

    /** What is done with a game before the next one may start, such as the first turn of a link. */
    @FunctionalInterface
    public interface FirstContact {

        /** Meets the game. Leaves it open: the caller of the launcher closes it. */
        void with(GameProcess game) throws IOException;

        /** Waits for the connect turn of the game's plugin, and lets the game go on. */
        static FirstContact firstTurn(Duration patience) {
            return game -> {
                try (GameLink link = new GameLink(LinkSettings.of(game.port()))) {
                    link.recover(PluginSettings.DEFAULTS, patience);
                }
            };
        }
    }

    private final LaunchSettings settings;
    private final LinkTime time;
    private String mark = ""; // of the start that goes on
    private Process script; // of the start that goes on; null before one, and with TMLoader

    /** A launcher for these settings. */
    public GameLauncher(LaunchSettings settings) {
        this(settings, LinkTime.SYSTEM);
    }

    /** The same with another time. */
    public GameLauncher(LaunchSettings settings, LinkTime time) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.time = Objects.requireNonNull(time, "time");
    }

    /**
     * A game that somebody else started; it is never ended.
     *
     * @param patience how long its port may take to answer
     * @throws LaunchException if it does not
     */
    public static GameProcess attach(int port, Duration patience) throws IOException {
        Wait wait = new Wait(LinkTime.SYSTEM, patience);
        while (!GamePort.answers(port)) {
            if (!wait.goOn()) {
                throw new LaunchException(Reason.PORT_SILENT, "port " + port + ": nobody answered for "
                        + patience.toMillis() + " ms. Start the game with \"set custom_port " + port
                        + "\" and a link plugin, or name its port.");
            }
        }
        return GameProcess.attached(port, LinkTime.SYSTEM);
    }

    /**
     * Starts a game and waits until its port answers.
     *
     * @return the game, which the caller closes
     * @throws LaunchException if that does not happen; nothing of it runs any more then
     */
    public GameProcess launch() throws IOException {
        return launch(game -> { });
    }

    /**
     * The same, and lets the caller meet the game before another one may be started: two games that start at
     * once take the focus, and the profile's files, from each other. An exception ends the game.
     *
     * @param firstContact gets the game when its port answers; bounds its own waits
     */
    public GameProcess launch(FirstContact firstContact) throws IOException {
        Objects.requireNonNull(firstContact, "firstContact");
        try (LaunchLock lock = LaunchLock.acquire(settings.lockFile(), settings.lockTime(), time)) {
            Objects.requireNonNull(lock, "lock");
            mark = UUID.randomUUID().toString();
            script = null;
            if (GamePort.isTaken(settings.port())) {
                throw new LaunchException(Reason.PORT_TAKEN, "port " + settings.port() + ": something listens"
                        + " there already. Attach to that game, or choose another port.");
            }
            if (!Files.isRegularFile(settings.method().file())) {
                throw new LaunchException(Reason.NOT_STARTED, settings.method().file() + ": no such file."
                        + " Configure where the loader or the launch script is.");
            }
            Set<Long> before = RunningGames.find().stream().map(ProcessHandle::pid)
                    .collect(Collectors.toSet());
            List<ProcessHandle> started = new ArrayList<>();
            try {
                ProcessHandle game = start(before, started);
                awaitPort(game);
                GameProcess process = GameProcess.started(settings.port(), game, started, settings.endTime(),
                        time);
                firstContact.with(process);
                return process;
            } catch (IOException | RuntimeException e) {
                endAfter(e, started);
                throw e;
            }
        }
    }

    private void endAfter(Exception failure, List<ProcessHandle> started) {
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

    // ------------------------------------------------------------------------------------------- the process

    private ProcessHandle start(Set<Long> before, List<ProcessHandle> started) throws IOException {
        if (settings.method() instanceof TmLoaderLaunch) {
            started.add(startLoader(started));
        } else {
            script = run(ProcessBuilder.Redirect.DISCARD);
            started.add(script.toHandle());
        }
        ProcessHandle launcher = started.get(started.size() - 1);
        Set<ProcessHandle> family = new HashSet<>();
        Wait wait = new Wait(time, settings.processTime());
        while (true) {
            // Gathered over time, for descendants of one that has ended cannot be found any more.
            family.addAll(launcher.descendants().toList());
            Optional<ProcessHandle> game = game(before, family, started);
            if (game.isPresent()) {
                return game.get();
            }
            if (!wait.goOn()) {
                throw noGame(before, launcher);
            }
        }
    }

    private Optional<ProcessHandle> game(Set<Long> before, Set<ProcessHandle> family,
            List<ProcessHandle> started) throws LaunchException {
        List<ProcessHandle> ours = fresh(before).stream()
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

    private static List<ProcessHandle> fresh(Set<Long> before) {
        return RunningGames.find().stream().filter(process -> !before.contains(process.pid())).toList();
    }

    private LaunchException noGame(Set<Long> before, ProcessHandle launcher) {
        List<ProcessHandle> strangers = fresh(before);
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

    private Process run(ProcessBuilder.Redirect output) throws LaunchException {
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
    private ProcessHandle startLoader(List<ProcessHandle> started) throws IOException {
        // A file, because the loader may hold a pipe open, and reading it would not end.
        Path output = Files.createTempFile("tmnf-launch", ".txt");
        try {
            Process shell = run(ProcessBuilder.Redirect.to(output.toFile()));
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

    // ---------------------------------------------------------------------------------------------- the port

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
