package tmnf.cli.sim;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandContext.Registration;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.TmnfCommand;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.sharedmemory.FileMapping;
import tmnf.tminterface.sharedmemory.SharedMapping;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.GameSettings;
import tmnf.tminterface.sim.game.SimulatedGame;
import tmnf.tminterface.sim.game.SimulatedGames;

/** {@code tmnf sim game}: games without a window, for all that talks to TMInterface. */
@Command(name = "game", header = "Run simulated games that talk like TMInterface.",
        description = {"Each game listens on a port of its own as the link plugin does, with menus, loading, "
            + "countdown, race and dialogs as the real one has them, and a model of the car that follows it "
            + "closely. Prints one line once it listens, and runs until it is interrupted.",
            "Kinds of faults: silence, disconnect, cut, slow, late-frame, no-frame, preview, press-enter, "
            + "wrong-map, medals, port-taken, crash, and random; options follow after a colon, such as "
            + "silence:phase=race,at=2000,for=5s. docs/sim-game.md lists them."},
        footer = {"Examples:",
            "  tmnf sim game --track circuit",
            "  tmnf sim game --map maps/tracks/2233.Challenge.Gbx --game-dir game",
            "  tmnf sim game --instances 4 --frame-rate unlimited --plugin extended",
            "  tmnf sim game --track jump --fault disconnect:message=step,nth=300",
            "",
            "Next: tmnf doctor"})
public final class SimGameCommand extends TmnfCommand {

    /** How soon the end of the last game is noticed. */
    private static final long LOOK_MILLIS = 100;
    private static final Logger LOG = LoggerFactory.getLogger(SimGameCommand.class);

    @Option(names = "--port", paramLabel = "P", defaultValue = "8478",
            description = "Port of the first game, the others have the next ones; 0 takes free ones.")
    @HelpSection(HelpSection.NETWORK)
    private int port;

    @Option(names = "--instances", paramLabel = "N", defaultValue = "1",
            description = "How many games, 1 to 16.")
    @HelpSection(HelpSection.NETWORK)
    private int instances;

    @Option(names = "--track", paramLabel = "NAME",
            description = "Built-in track to start on: straight, chicane, hairpins, jump or circuit. Without "
                + "--track, --map and --replay the game stays in its menus.")
    @HelpSection(HelpSection.SELECTION)
    private String track;

    @Option(names = "--map", paramLabel = "FILE", description = "Challenge to start on.")
    @HelpSection(HelpSection.SELECTION)
    private Path map;

    @Option(names = "--replay", paramLabel = "FILE", split = ",",
            description = "Replay to start on: the car follows its ghost while the loaded script agrees with "
                + "its inputs. Of several, the others are followed when their challenges are loaded.")
    @HelpSection(HelpSection.SELECTION)
    private List<Path> replays = List.of();

    @Option(names = "--game-dir", paramLabel = "DIR",
            description = "Folder of the game with Tracks/Challenges, Tracks/Replays/Autosaves and Scripts; "
                + "what is missing is made.")
    @HelpSection(HelpSection.PLACES)
    private Path gameDir;

    @Option(names = "--shm", paramLabel = "FILE",
            description = "Also serve TMInterface 1 through this file as shared memory; several games append "
                + "their number, from 0 on.")
    @HelpSection(HelpSection.PLACES)
    private Path sharedMemory;

    @Option(names = "--plugin", paramLabel = "KIND", defaultValue = "extended",
            description = "original: as the plugin of upstream, weaknesses included; extended: ours, which "
                + "also understands our additions.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private PluginKind plugin;

    @Option(names = "--frame-rate", paramLabel = "N", defaultValue = "60", converter = FrameRate.class,
            description = "Rendered frames a second, or unlimited.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private double frameRate;

    @Option(names = "--speed-limit", paramLabel = "X", defaultValue = "unlimited",
            converter = FrameRate.class,
            description = "No faster than so many times normal, whatever clients set; or unlimited.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private double speedLimit;

    @Option(names = "--stamp",
            description = "Put race time and number of the game into the corner of each frame as a code.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean stamp;

    @Option(names = "--fault", paramLabel = "SPEC", split = FaultText.SEPARATOR,
            converter = GameFaultText.class,
            description = "Let something go wrong, KIND:OPTION=VALUE,...; can be repeated.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private List<String> faults = List.of();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "For faults with a share, and for random ones.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private long seed;

    /** Which plugin. */
    enum PluginKind { original, extended }

    @Override
    protected CommandResult run(CommandContext context) throws IOException, InterruptedException {
        requireOptions();
        CountDownLatch stop = new CountDownLatch(1);
        Registration registration = context.onInterrupt(stop::countDown);
        try {
            GameWorld world = GameWorld.of(context, Optional.ofNullable(gameDir), Optional.ofNullable(track),
                    Optional.ofNullable(map), replays, LOG::info);
            AtomicInteger clients = new AtomicInteger();
            try (SimulatedGames games = start(context, world, clients)) {
                announce(context, games, world);
                awaitEnd(games, stop);
                return ended(context, games, clients.get());
            } finally {
                deleteMemory(context);
            }
        } finally {
            registration.close();
        }
    }

    /** Until we are asked to stop, or all games have ended by themselves. */
    private static void awaitEnd(SimulatedGames games, CountDownLatch stop) throws InterruptedException {
        while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (games.haveEnded()) {
                return;
            }
        }
    }

    private void requireOptions() {
        CliException.require(port >= 0 && port <= 65_535, "--port " + port + " is no port",
                "give a number from 0 to 65535");
        CliException.require(instances >= 1 && instances <= SimulatedGames.MOST,
                "--instances " + instances + " is not between 1 and " + SimulatedGames.MOST,
                "start the command again for more");
        CliException.require(port == 0 || port + instances - 1 <= 65_535,
                "there are no " + instances + " ports from " + port + " on", "choose a smaller --port");
        long starts = Stream.of(track != null, map != null, !replays.isEmpty()).filter(on -> on).count();
        CliException.require(starts <= 1, "a game starts on one of --track, --map and --replay",
                "give one of them; the others can be loaded with the command map");
    }

    private SimulatedGames start(CommandContext context, GameWorld world, AtomicInteger clients)
            throws IOException {
        FaultPlan plan = FaultPlan.parse(faults, seed);
        GameSettings settings = GameSettings.DEFAULTS
                .withBehaviour(plugin == PluginKind.original ? PluginBehaviour.ORIGINAL
                        : PluginBehaviour.EXTENDED)
                .withPace(frameRate, speedLimit).withStamp(stamp);
        try {
            return SimulatedGames.start(port, instances, i -> new SimulatedGame.Setup(world.maps(),
                    world.scripts(), world.first(), settings.withFocus(i == 0), plan, i, memory(context, i)),
                    (instance, line) -> {
                        LOG.info("game {}: {}", instance + 1, line);
                        clients.addAndGet(line.equals("client connected") ? 1 : 0);
                    });
        } catch (BindException e) {
            throw new CliException(ExitStatus.BUSY, "PORT_TAKEN", "the games cannot listen", e.getMessage(),
                    "end the program that listens there, or choose another --port; 0 takes free ones", e);
        }
    }

    private Optional<SimulatedGame.MappingSource> memory(CommandContext context, int instance) {
        if (sharedMemory == null) {
            return Optional.empty();
        }
        Path file = memoryFile(context, instance);
        return Optional.of(() -> FileMapping.create(file, SharedMapping.DEFAULT_SIZE));
    }

    private Path memoryFile(CommandContext context, int instance) {
        return context.resolve(instances == 1 ? sharedMemory
                : sharedMemory.resolveSibling(sharedMemory.getFileName().toString() + instance));
    }

    private void deleteMemory(CommandContext context) throws IOException {
        for (int i = 0; sharedMemory != null && i < instances; i++) {
            Files.deleteIfExists(memoryFile(context, i));
        }
    }

    private void announce(CommandContext context, SimulatedGames games, GameWorld world) {
        List<Integer> ports = games.ports();
        boolean one = ports.size() == 1;
        String line = ports.stream().map(each -> "127.0.0.1:" + each).collect(Collectors.joining(" "))
                + (one ? " is a game " : " are games ") + world.what() + "; Ctrl+C stops "
                + (one ? "it" : "them");
        context.out().println(line);
        context.out().flush();
        if (context.isJson()) {
            context.note(line); // stdout has the one document of the end only
        }
        context.event("ready", Map.of("ports", ports, "start", world.what()));
    }

    private CommandResult ended(CommandContext context, SimulatedGames games, int clients) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ports", games.ports());
        json.put("clients", clients);
        String served = String.format(Locale.ROOT, "after %,d %s", clients,
                clients == 1 ? "client" : "clients");
        if (context.interrupted()) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withJson(json)
                    .withProblem("interrupted " + served);
        }
        return CommandResult.of(ExitStatus.OK).withJson(json).withText("all games have ended " + served);
    }
}
