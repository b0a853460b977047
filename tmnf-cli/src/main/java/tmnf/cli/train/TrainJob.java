package tmnf.cli.train;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandContext.Registration;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.ProgressTicker;
import tmnf.cli.download.Figures;
import tmnf.cli.engine.EngineSetup;
import tmnf.cli.info.BuildInfo;
import tmnf.pretrain.engine.EngineUnavailableException;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.WeightSpec;
import tmnf.rl.buffer.MemoryBudget;
import tmnf.rl.buffer.NotEnoughMemoryException;
import tmnf.rl.collect.GameSource;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.RaceBrokenException;
import tmnf.rl.collect.RaceCycle;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.DemonstrationException;
import tmnf.rl.demonstration.Demonstrations;
import tmnf.rl.inject.InjectionException;
import tmnf.rl.save.Redriver;
import tmnf.rl.save.SaveException;
import tmnf.rl.train.PretrainedRequest;
import tmnf.rl.train.RunLook;
import tmnf.rl.train.RunRoom;
import tmnf.rl.train.SettingsChanges;
import tmnf.rl.train.TrainRequest;
import tmnf.rl.train.TrainResult;
import tmnf.rl.train.Trainer;

/** One {@code tmnf train} once the options are understood. */
final class TrainJob {

    /** A step of a large batch and a checkpoint take seconds. */
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final double MIB = 1 << 20;

    private final CommandContext context;
    private final TrainSettings settings;
    private final List<RaceCycle.Entry> cycle;
    private final GameChoice games;
    private final LearningOptions learning;
    private final String run;
    private final PretrainedRequest pretrained;
    private final SettingsChanges changes;
    private final String command;

    TrainJob(CommandContext context, TrainSettings settings, List<RaceCycle.Entry> cycle, GameChoice games,
            LearningOptions learning, PretrainedRequest pretrained, SettingsChanges changes, String command) {
        this.context = context;
        this.settings = settings;
        this.cycle = cycle;
        this.games = games;
        this.learning = learning;
        this.pretrained = pretrained;
        this.changes = changes;
        this.command = command;
        run = settings.training().runName();
    }

    /** What would be done. */
    CommandResult plan() throws IOException {
        PretrainedOptions.Told parts = PretrainedOptions.check(context, pretrained, settings, saveDir());
        parts.warnings().forEach(text -> context.warn("PRETRAINED", text)); // a run says them as it begins
        RunRoom.require(settings, saveDir(), bytes(), cycle);
        try {
            RunLook look = RunLook.at(settings, saveDir(), changes);
            context.note(look.message());
            Stream.concat(parts.notes().stream(), look.notes().stream()).forEach(context::note);
            look.warnings().forEach(text -> context.warn("RUN", text));
        } catch (SaveException e) {
            throw refused(e);
        }
        return CommandResult.ok().withLines(lines(demonstrations())).withJson(json());
    }

    private Demonstrations demonstrations() throws IOException {
        try {
            return Demonstrations.of(settings.own().demonstrations().stream().map(Path::of)
                    .map(context::resolve).toList(), cycle.stream().map(RaceCycle.Entry::target).distinct()
                            .toList(), settings, message -> context.warn("DEMONSTRATION", message));
        } catch (DemonstrationException e) {
            throw unfit(e);
        }
    }

    private static CliException unfit(DemonstrationException e) {
        return new CliException(ExitStatus.USAGE, "DEMONSTRATIONS", e.getMessage(), "", "", e);
    }

    private List<String> lines(Demonstrations demonstrations) {
        long weights = settings.driver().specs().stream().mapToLong(WeightSpec::size).sum();
        List<String> lines = new ArrayList<>();
        lines.add("Run folder: " + learning.saveDir().resolve(run));
        lines.add("Games: " + games.what(context, games.collectors(settings)));
        for (RaceCycle.Entry entry : cycle) {
            lines.add("Map: " + entry.target().name() + ", " + entry.times() + (entry.exploring()
                    ? " exploring" : " greedy") + (entry.times() == 1 ? " race" : " races") + ", "
                    + Figures.count(entry.target().line().size()) + " points, "
                    + String.format(Locale.ROOT, "%.0f m", entry.target().line().lengthMetres()));
        }
        lines.add("Network: " + Figures.count(weights) + " weights, " + (settings.network()
                .useIqnImageHead() ? settings.network().width() + "x" + settings.network().height()
                        + " pixels and " : "") + settings.sizes().floats() + " numbers in");
        lines.add(String.format(Locale.ROOT, "Transitions: %s at most, %.0f MiB of memory", Figures.count(
                settings.attempts().stream().mapToInt(each -> each.memory().largestCapacity()).max()
                        .orElseThrow()), bytes() / MIB));
        if (demonstrations.races() > 0) {
            lines.add(String.format(Locale.ROOT, "Demonstrations: %s, at most %.0f %% of the transitions",
                    Figures.count(demonstrations.races(), "captured race"),
                    100 * settings.own().demonstrationShare()));
        }
        return lines;
    }

    private long bytes() {
        try {
            return MemoryBudget.require(settings);
        } catch (NotEnoughMemoryException e) {
            throw new CliException(ExitStatus.USAGE, "MEMORY", e.getMessage(), "", "", e);
        }
    }

    /** Long because whatever refuses a training has a way of its own to be told. */
    CommandResult run() throws IOException, InterruptedException {
        PretrainedOptions.check(context, pretrained, settings, saveDir());
        games.requireGames(context, settings);
        Demonstrations demonstrations = demonstrations();
        lines(demonstrations).forEach(context::note);
        AtomicBoolean stop = new AtomicBoolean();
        TrainNews news = new TrainNews(context);
        List<MapTarget> maps = cycle.stream().map(RaceCycle.Entry::target).distinct().toList();
        Registration interrupt = context.onInterrupt(() -> {
            stop.set(true);
            context.note("stopping with a checkpoint; once more ends at once");
        }, GRACE);
        try (GameSource source = games.open(context);
                HiddenBests hidden = games.hideBests(context, settings, maps);
                ProgressTicker ticker = new ProgressTicker(context.progress("Training", 0), news)) {
            TrainRequest request = new TrainRequest(settings, cycle, hidden.in(source),
                    games.collectors(settings), saveDir(), learning.tensorboard(context, run),
                    RlSettingsFile.write(settings.toMap()), command,
                    "tmnf " + BuildInfo.load().version(), learning.maxFrames(), learning.maxRuntime(),
                    learning.goal(), redrivers(maps), changes,
                    demonstrations, games.login(context));
            ticker.start();
            return result(new Trainer(TorchEngine.start(learning.engine(context)), request, pretrained, news)
                    .run(stop::get));
        } catch (NotEnoughMemoryException e) {
            throw new CliException(ExitStatus.USAGE, "MEMORY", e.getMessage(), "", "", e);
        } catch (DemonstrationException e) {
            throw unfit(e);
        } catch (InjectionException e) {
            throw PretrainedOptions.refused(e);
        } catch (SaveException e) {
            throw refused(e);
        } catch (EngineUnavailableException e) {
            throw EngineSetup.refused(e);
        } catch (RaceBrokenException e) {
            throw new CliException(ExitStatus.UNAVAILABLE, e.reason().name(), e.getMessage(), "",
                    "mend the map or its line, and call it again; tmnf doctor looks at the game", e);
        } finally {
            interrupt.close();
        }
    }

    private Path saveDir() {
        return context.resolve(learning.saveDir());
    }

    private Map<String, Redriver> redrivers(List<MapTarget> maps) throws IOException {
        Map<String, Redriver> redrivers = new LinkedHashMap<>();
        for (MapTarget map : maps) {
            games.redriver(List.of(map.map())).ifPresent(each -> redrivers.put(map.name(), each));
        }
        return redrivers;
    }

    private static CliException refused(SaveException e) {
        ExitStatus status = switch (e.reason()) {
            case LOCKED -> ExitStatus.BUSY;
            case MISMATCH, INCOMPLETE -> ExitStatus.USAGE;
            case DAMAGED, FORMAT -> ExitStatus.FAILURE;
        };
        return new CliException(status, e.reason().name(), e.getMessage(), String.join("\n", e.report()), "",
                e);
    }

    private CommandResult result(TrainResult result) {
        Path folder = learning.saveDir().resolve(run);
        Map<String, Object> json = json();
        json.put("ending", result.end().name().toLowerCase(Locale.ROOT));
        json.put("frames", result.frames());
        json.put("batches", result.batches());
        json.put("bestMs", result.bestMs());
        json.put("folder", folder);
        List<String> lines = new ArrayList<>();
        lines.add("Trained " + Figures.count(result.frames(), "frame") + ", "
                + Figures.count(result.batches()) + " batches: " + folder);
        lines.add(result.bestMs().isEmpty() ? "No race was finished." : "Best: " + best(result.bestMs()));
        CommandResult ended = switch (result.end()) {
            case GOAL, FRAMES -> CommandResult.ok();
            case OUT_OF_TIME -> CommandResult.of(ExitStatus.TEMPORARY)
                    .withProblem("the time of --max-runtime is over; " + goesOn());
            case INTERRUPTED -> CommandResult.of(ExitStatus.INTERRUPTED)
                    .withProblem("stopped; " + goesOn());
        };
        return ended.withLines(lines).withJson(json);
    }

    private String goesOn() {
        return "the same command " + (pretrained.initFrom().isPresent() ? "without --init-from " : "")
                + "goes on";
    }

    static String best(Map<String, Integer> bestMs) {
        List<String> each = new ArrayList<>();
        bestMs.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> each.add(
                String.format(Locale.ROOT, "%s %.2f s", entry.getKey(), entry.getValue() / 1e3)));
        return String.join(", ", each);
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("runName", run);
        json.put("collectors", games.collectors(settings));
        json.put("maps", cycle.stream().map(entry -> entry.target().name()).distinct().toList());
        json.put("bufferBytes", bytes());
        json.put("settings", settings.toMap());
        return json;
    }
}
