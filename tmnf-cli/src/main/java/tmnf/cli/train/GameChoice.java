package tmnf.cli.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tmnf.capture.game.GameFilesException;
import tmnf.capture.game.GamePlaces;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.game.GameDocuments;
import tmnf.cli.game.GameLaunch;
import tmnf.cli.game.GameLogin;
import tmnf.cli.game.GamePortOption;
import tmnf.rl.collect.AttachedSource;
import tmnf.rl.collect.GameSource;
import tmnf.rl.collect.LaunchedSource;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.SimulatedSource;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.save.Redriver;
import tmnf.rl.save.SimulatedRedriver;
import tmnf.tminterface.launch.GamePort;
import tmnf.tminterface.launch.LaunchMethod;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.SimulatedGames;
import tmnf.tminterface.sim.game.TrackMap;
import tmnf.tminterface.sim.game.TrackMaps;
import tmnf.tminterface.sim.track.BuiltInTracks;

/** Mix-in: the games that are raced in. */
final class GameChoice {

    private static final Duration FIRST_TURN = Duration.ofSeconds(120);
    private static final String DRIVER = "tmnf";

    @Option(names = "--attach", description = "Use games that run already; this is the default.")
    @HelpSection(HelpSection.NETWORK)
    private boolean attach;

    @Option(names = "--launch", description = "Start the games and end them again; one that hangs is started "
            + "anew. LINUX_LAUNCH_GAME_PATH or WINDOWS_TMLOADER_PATH says how.")
    @HelpSection(HelpSection.NETWORK)
    private boolean launch;

    @Option(names = "--sim", description = "Use simulated games in this program.")
    @HelpSection(HelpSection.NETWORK)
    private boolean simulate;

    @Option(names = "--collectors", paramLabel = "N",
            description = "Games at once. Default: gpu_collectors_count to train, 1 to evaluate.")
    @HelpSection(HelpSection.NETWORK)
    private Integer collectors; // null: of the configuration

    @Option(names = "--base-tmi-port", paramLabel = "P",
            description = "Port of the first game, the others have the next ones. Default: BASE_TMI_PORT, or "
                + "8478; with --sim free ones.")
    @HelpSection(HelpSection.NETWORK)
    private Integer basePort; // null: not given

    @Option(names = "--game-dir", paramLabel = "DIR",
            description = "Folder of the game, with Tracks in it, instead of TRACKMANIA_BASE_PATH.")
    @HelpSection(HelpSection.PLACES)
    private Path gameDir; // null: not given

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private Integer running; // null: nobody has looked for running games, or all are there
    private final Map<String, Path> given = new LinkedHashMap<>(); // challenges of simulated games, by name

    boolean simulated() {
        return simulate;
    }

    /** Whether games are used that run already. */
    boolean attached() {
        return !simulate && !launch;
    }

    int collectors(TrainSettings settings) {
        return running != null ? running : collectors(settings.performance().gpuCollectorsCount());
    }

    /** The account that games log in with; empty if nobody says, and for simulated games. */
    String login(CommandContext context) {
        return simulate ? "" : GameLogin.word(context, command);
    }

    /** As many as were asked for, or as are usual. */
    int collectors(int usual) {
        return collectors != null ? collectors : usual;
    }

    /** The same for so many games. */
    void require(CommandContext context, int count) {
        CliException.require(Stream.of(attach, launch, simulate).filter(on -> on).count() <= 1,
                "--attach, --launch and --sim exclude each other", "give one");
        CliException.require(count >= 1 && (!simulate || count <= SimulatedGames.MOST), "--collectors "
                + count + " is not possible", "give 1" + (simulate ? " to " + SimulatedGames.MOST
                        : " or more"));
        int first = port(context);
        CliException.require(simulate && first == 0 || first >= 1 && first
                + count - 1 <= GamePortOption.HIGHEST,
                "there are no " + count + " ports from " + first + " on",
                "choose another --base-tmi-port, from 1 to " + (GamePortOption.HIGHEST + 1 - count));
        String login = login(context); // one that no game can have is refused, however games are found
        if (launch) {
            LaunchMethod method = GameLaunch.method(context, login).orElseThrow(() -> CliException.usage(
                    "nothing says how a game is started here", "name a script that starts it in "
                            + GameLaunch.SCRIPT_VARIABLE + ", see docs/launching.md"));
            if (!Files.isRegularFile(method.file())) {
                throw new CliException(ExitStatus.NO_INPUT, "LAUNCH", method.file()
                        + ", which starts the game, is not there", "", "correct "
                        + GameLaunch.SCRIPT_VARIABLE + " or " + GameLaunch.LOADER_VARIABLE
                        + ", see docs/launching.md", null);
            }
        }
    }

    /**
     * Looks on which ports running games listen. None, or fewer than {@code --collectors}, is refused at
     * once; of those of the configuration as many are used as there are. A game that ends later is waited
     * for.
     */
    void requireGames(CommandContext context, TrainSettings settings) throws IOException {
        if (simulate || launch) {
            return;
        }
        int first = port(context);
        int wanted = collectors(settings);
        List<Integer> silent = new ArrayList<>();
        for (int port = first; port < first + wanted; port++) {
            if (!GamePort.isTaken(port)) {
                silent.add(port);
            }
        }
        int there = silent.isEmpty() ? wanted : silent.get(0) - first; // in a row
        if (there > 0 && there < wanted && collectors == null) {
            context.warn("GAMES", "gpu_collectors_count is " + wanted + ", and nobody listens on "
                    + ports(silent) + ": it races in " + there + (there == 1 ? " game" : " games")
                    + "; --collectors says how many there must be");
            running = there;
        } else if (there < wanted) {
            throw new CliException(ExitStatus.UNAVAILABLE, "GAME", "no game listens on " + ports(silent), "",
                    (there > 0 ? "give --collectors " + there + " for those that run, start the others"
                            : "start the game with the link plugin first, or correct --base-tmi-port")
                            + ", or give --launch or --sim; tmnf doctor shows what is found");
        }
    }

    private static String ports(List<Integer> ports) {
        return (ports.size() == 1 ? "port " : "ports ") + ports.stream().map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    /** What the command {@code map} has to be given for a file. */
    String map(CommandContext context, Path challenge) throws IOException {
        if (simulate) {
            String name = challenge.getFileName().toString();
            given.put(name, challenge);
            return name;
        }
        Path all = challenges(context);
        CliException.require(challenge.startsWith(all), challenge + " is not below " + all
                + ", where the game looks for it", "copy it there, or name the game's folder with "
                + "--game-dir");
        return all.relativize(challenge).toString();
    }

    /** A map as it was typed: from the current directory, or for the real game from its folder of maps. */
    Path file(CommandContext context, Path typed) throws IOException {
        boolean here = simulate || typed.isAbsolute() || Files.exists(context.resolve(typed));
        Optional<Path> below = here ? Optional.empty() : inGame(context, typed);
        if (below.isPresent()) {
            return below.get();
        }
        return context.requireFile(typed);
    }

    /**
     * The file of a map that the configuration names: from the game's folder of maps, or where games are
     * simulated from the current directory before.
     */
    Path challenge(CommandContext context, String mapPath) {
        Path typed = Path.of(mapPath.replace('\\', '/'));
        Path here = context.resolve(typed);
        if (!simulate) {
            Path file = challenges(context).resolve(typed);
            CliException.require(Files.isRegularFile(file), "map_path " + mapPath + ": no such file in "
                    + file.getParent(), "copy it there, or name the game's folder with --game-dir");
            return file;
        }
        Path file = Files.isRegularFile(here) ? here : inGame(context, typed).orElseThrow(() ->
                CliException.usage("map_path " + mapPath + ": there is no " + here + ", none in the game's "
                        + "folder of maps, and no built-in track is called so", "name a Challenge.Gbx, or "
                        + String.join(", ", BuiltInTracks.names()) + ", random-0, random-1, ..."));
        given.put(mapPath, file);
        return file;
    }

    /** Empty also where no game is: then it is the path that is wrong. */
    private Optional<Path> inGame(CommandContext context, Path typed) {
        try {
            return Optional.of(challenges(context).resolve(typed)).filter(Files::isRegularFile);
        } catch (CliException noGame) {
            return Optional.empty();
        }
    }

    private Path challenges(CommandContext context) {
        try {
            return GamePlaces.challenges(GamePlaces.findGame(GameDocuments.game(context,
                    Optional.ofNullable(gameDir)), GameDocuments.folders(context)));
        } catch (GameFilesException e) {
            throw new CliException(ExitStatus.NO_INPUT, "GAME_FILES", e.getMessage(), "",
                    "name it with --game-dir, see tmnf doctor", e);
        }
    }

    /** The games; the caller closes them. */
    GameSource open(CommandContext context) throws IOException {
        if (simulate) {
            TrackMaps maps = new TrackMaps(Optional.empty(), context::note);
            for (Map.Entry<String, Path> each : given.entrySet()) {
                TrackMap map = TrackMaps.read(each.getValue());
                map.coverage().filter(coverage -> !coverage.complete()).ifPresent(coverage ->
                        context.warn("TRACK", each.getKey() + ": " + coverage));
                maps.give(each.getKey(), map);
            }
            return new SimulatedSource(maps, SimulatedSource.FAST, FaultPlan.NONE, port(context));
        }
        return launch ? new LaunchedSource(GameLaunch.method(context, login(context)).orElseThrow(),
                port(context), GameLaunch.lockFile(context), FIRST_TURN) : new AttachedSource(port(context));
    }

    /** Drives records again: in a simulated game on the only map that there is. */
    Optional<Redriver> redriver(List<String> maps) throws IOException {
        if (!simulate || maps.size() != 1) {
            return Optional.empty();
        }
        TrackMaps tracks = new TrackMaps(Optional.empty(), line -> { });
        Path file = given.get(maps.get(0));
        TrackMap map = file == null ? tracks.find(maps.get(0)) : TrackMaps.read(file);
        return Optional.of(new SimulatedRedriver(map.track(), DRIVER));
    }

    /**
     * Where a real game draws what is learned from, no ghosts shall be in it; the caller closes what is
     * given.
     */
    HiddenBests hideBests(CommandContext context, TrainSettings settings, List<MapTarget> maps)
            throws IOException {
        return simulate || !settings.network().useIqnImageHead() ? HiddenBests.none()
                : HiddenBests.of(context, GameDocuments.game(context, Optional.ofNullable(gameDir)),
                        GameDocuments.folders(context), maps);
    }

    private int port(CommandContext context) {
        if (basePort != null) {
            return basePort;
        }
        return simulate ? 0 : GamePortOption.first(context);
    }

    /** Where the games are from, for people. */
    String what(CommandContext context, int count) {
        String kind = simulate ? "simulated" : launch ? "started" : "running";
        return count + " " + kind + (count == 1 ? " game" : " games") + (simulate && port(context) == 0 ? ""
                : String.format(Locale.ROOT, " from port %d on", port(context)));
    }
}
