package tmnf.cli.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tmnf.capture.game.GameFilesException;
import tmnf.capture.game.GamePlaces;
import tmnf.capture.pool.AttachedGames;
import tmnf.capture.pool.GameHost;
import tmnf.capture.pool.LaunchedGames;
import tmnf.capture.pool.SimulatedHost;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.game.GameDocuments;
import tmnf.cli.game.GameLaunch;
import tmnf.cli.game.GameLogin;
import tmnf.cli.game.GamePortOption;
import tmnf.cli.sim.FaultText;
import tmnf.cli.sim.FrameRate;
import tmnf.cli.sim.GameFaultText;
import tmnf.tminterface.launch.GamePort;
import tmnf.tminterface.launch.LaunchMethod;
import tmnf.tminterface.launch.TmLoaderLaunch;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.GameSettings;
import tmnf.tminterface.sim.game.SimulatedGames;

/** Mix-in: which games are used, and where their files are. */
final class GameOptions {

    private static final Duration FIRST_TURN = Duration.ofSeconds(120);
    private static final long LOOK_AGAIN_NANOS = 50_000_000;

    @Option(names = "--attach", description = "Use games that run already; this is the default.")
    @HelpSection(HelpSection.NETWORK)
    private boolean attach;

    @Option(names = "--launch", description = "Start the games and end them again; one that hangs is started "
            + "anew. LINUX_LAUNCH_GAME_PATH or WINDOWS_TMLOADER_PATH says how.")
    @HelpSection(HelpSection.NETWORK)
    private boolean launch;

    @Option(names = "--sim", description = "Use simulated games in this program, which drive the path of "
            + "each replay.")
    @HelpSection(HelpSection.NETWORK)
    private boolean simulate;

    @Option(names = "--base-tmi-port", paramLabel = "P",
            description = "Port of the first game, the others have the next ones. Default: BASE_TMI_PORT, or "
                + "8478; with --sim free ones.")
    @HelpSection(HelpSection.NETWORK)
    private Integer basePort; // null: not given

    @Option(names = "--game-dir", paramLabel = "DIR",
            description = "Folder of the game, with Tracks in it, instead of TRACKMANIA_BASE_PATH or a "
                + "search. With --sim: of the simulated games, otherwise a temporary one.")
    @HelpSection(HelpSection.PLACES)
    private Path gameDir; // null: not given

    @Option(names = "--scripts-dir", paramLabel = "DIR",
            description = "Folder in which TMInterface looks for scripts. Default: Scripts of the game's "
                + "folder if there, else TMInterface/Scripts of the documents.")
    @HelpSection(HelpSection.PLACES)
    private Path scriptsDir; // null: not given

    @Option(names = "--sim-frame-rate", paramLabel = "N", defaultValue = "unlimited",
            converter = FrameRate.class,
            description = "Rendered frames a second of each simulated game, or unlimited.")
    @HelpSection(HelpSection.NETWORK)
    private double simFrameRate;

    @Option(names = "--sim-stamp",
            description = "Let simulated games put the race time into each frame, as a code of pixels.")
    @HelpSection(HelpSection.NETWORK)
    private boolean simStamp;

    @Option(names = "--sim-fault", paramLabel = "SPEC", split = FaultText.SEPARATOR,
            converter = GameFaultText.class,
            description = "Let something go wrong in each simulated game, as of tmnf sim game --fault.")
    @HelpSection(HelpSection.NETWORK)
    private List<String> simFaults = List.of();

    @Option(names = "--sim-seed", paramLabel = "N", defaultValue = "1",
            description = "For faults with a share, and for random ones.")
    @HelpSection(HelpSection.NETWORK)
    private long simSeed;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Games, and the folders that they all use. */
    record Chosen(GameHost host, GamePlaces places) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            host.close();
        }
    }

    /** Checks what needs no game. */
    void require(CommandContext context, int workers) {
        long kinds = Stream.of(attach, launch, simulate).filter(on -> on).count();
        CliException.require(kinds <= 1, "--attach, --launch and --sim exclude each other", "give one");
        CliException.require(!simulate || workers <= SimulatedGames.MOST, "--workers " + workers
                + " with --sim is more than " + SimulatedGames.MOST, "give fewer, or run shards");
        boolean simOnly = simStamp || !simFaults.isEmpty();
        CliException.require(simulate || !simOnly, "--sim-stamp and --sim-fault are for simulated games",
                "add --sim");
        int first = port(context);
        CliException.require(simulate && first == 0 || first >= 1 && first
                + workers - 1 <= GamePortOption.HIGHEST,
                workers == 1 ? "there is no port " + first
                        : "there are no " + workers + " ports from " + first + " on",
                "choose another --base-tmi-port, from 1 to " + (GamePortOption.HIGHEST + 1 - workers));
    }

    /** Where the games are from, for people. */
    String what(CommandContext context, int workers) {
        String many = workers == 1 ? "a " : workers + " ";
        String form = workers == 1 ? " game" : " games";
        if (simulate) {
            return many + "simulated" + form;
        }
        int first = port(context);
        return many + (launch ? "started" : "running") + form + " on port" + (workers == 1 ? " " + first
                : "s " + first + " to " + (first + workers - 1));
    }

    boolean simulated() {
        return simulate;
    }

    boolean launched() {
        return launch;
    }

    /** Finds the folders of the game, and how it is started, before anybody works for a long time in vain. */
    void look(CommandContext context) {
        if (launch) {
            method(context);
        }
        if (!simulate) {
            places(context);
        } else if (scriptsDir != null) {
            context.requireDirectory(scriptsDir);
        }
    }

    /** Finds what the user named of it: a plan needs no game, but promises none where the run fails. */
    void lookAtNamed(CommandContext context) {
        if (launch || gameDir != null && !simulate || scriptsDir != null) {
            look(context);
        }
    }

    /**
     * Waits until something listens on the port of a running game, at most so long, and says whether it does;
     * of games that are to be started nothing is known.
     */
    boolean areThere(CommandContext context, int workers, Duration patience) throws IOException {
        if (simulate || launch) {
            return true;
        }
        int first = port(context);
        long began = System.nanoTime();
        while (true) {
            for (int i = 0; i < workers; i++) {
                if (GamePort.isTaken(first + i)) {
                    return true;
                }
            }
            if (context.interrupted() || System.nanoTime() - began >= patience.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** The games; the caller closes them. */
    Chosen open(CommandContext context) throws IOException {
        if (simulate) {
            GameSettings settings = SimulatedHost.Setup.fast().settings()
                    .withPace(simFrameRate, GameSettings.UNLIMITED).withStamp(simStamp);
            SimulatedHost host = SimulatedHost.create(new SimulatedHost.Setup(
                    Optional.ofNullable(gameDir).map(context::resolve), port(context), settings,
                    FaultPlan.parse(simFaults, simSeed)));
            Path scripts = scriptsDir == null ? host.folder().scripts() : context.resolve(scriptsDir);
            return new Chosen(host, new GamePlaces(host.folder().root(), scripts));
        }
        GamePlaces places = places(context);
        return launch ? launched(context, places, method(context))
                : new Chosen(new AttachedGames(port(context)), places);
    }

    /** Games that validate a replay when they are started; on Windows, with --launch. */
    Chosen openValidating(CommandContext context, Path replay) {
        LaunchMethod method = method(context);
        if (!(method instanceof TmLoaderLaunch loader)) {
            throw new IllegalStateException("only TMLoader takes a replay to validate");
        }
        return launched(context, places(context), loader.validating(replay));
    }

    /** The account that games log in with; empty if nobody says. */
    String login(CommandContext context) {
        return simulate ? "" : GameLogin.word(context, command);
    }

    private LaunchMethod method(CommandContext context) {
        return GameLaunch.method(context, login(context)).orElseThrow(() -> CliException.usage(
                "nothing says how a game is started here",
                "name a script that starts it in " + GameLaunch.SCRIPT_VARIABLE + ", see docs/launching.md"));
    }

    private Chosen launched(CommandContext context, GamePlaces places, LaunchMethod method) {
        return new Chosen(new LaunchedGames(method, port(context), GameLaunch.lockFile(context),
                FIRST_TURN), places);
    }

    private GamePlaces places(CommandContext context) {
        try {
            return GamePlaces.find(GameDocuments.game(context, Optional.ofNullable(gameDir)),
                    Optional.ofNullable(scriptsDir).map(context::resolve), GameDocuments.folders(context));
        } catch (GameFilesException e) {
            throw new CliException(ExitStatus.NO_INPUT, "GAME_FILES", e.getMessage(), "",
                    "name the folders with --game-dir and --scripts-dir; tmnf doctor shows what is found", e);
        }
    }

    private int port(CommandContext context) {
        if (basePort != null) {
            return basePort;
        }
        return simulate ? 0 : GamePortOption.first(context);
    }
}
