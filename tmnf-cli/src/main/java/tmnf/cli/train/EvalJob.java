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
import java.util.concurrent.atomic.AtomicBoolean;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandContext.Registration;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.ProgressTicker;
import tmnf.cli.engine.EngineSetup;
import tmnf.cli.files.Digests;
import tmnf.pretrain.engine.EngineUnavailableException;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.rl.collect.GameSource;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.RaceSettings;
import tmnf.rl.collect.RaceTimeouts;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.eval.EvalFolder;
import tmnf.rl.eval.EvalRequest;
import tmnf.rl.eval.EvalResult;
import tmnf.rl.eval.Evaluator;
import tmnf.rl.policy.InferenceException;
import tmnf.rl.policy.InferenceSettings;
import tmnf.rl.save.ActionKeys;
import tmnf.rl.save.Redriver;
import tmnf.rl.save.SavedWeights;
import tmnf.rl.save.UpstreamRun;
import tmnf.tminterface.observation.Normalisation;

/** One {@code tmnf eval} once the options are understood. */
final class EvalJob {

    /** Leaving a game, or ending one, takes seconds. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** A game that runs already answers at once. */
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final CommandContext context;
    private final EvalOptions options;
    private final EvalWeights chosen;
    private final SavedWeights weights;
    private final TrainSettings settings;
    private final List<MapTarget> maps;
    private final GameChoice games;
    private final IqnNetwork network;
    private final float[] values;
    private final Normalisation scaling;
    private final Path place;

    /** Refuses what cannot be raced with, before any game is started. */
    EvalJob(CommandContext context, EvalOptions options, EvalWeights chosen, TrainSettings settings,
            List<MapTarget> maps, GameChoice games) throws IOException {
        this.context = context;
        this.options = options;
        this.chosen = chosen;
        this.weights = chosen.found();
        this.settings = settings;
        this.maps = maps;
        this.games = games;
        network = settings.sizes().network(new IqnNetwork.Extras(settings.own().layerNormalisation(),
                settings.own().impalaEncoder()));
        values = weights.values(network.specs());
        scaling = weights.scaling(settings);
        place = options.place(context, weights);
    }

    /** What would be done. */
    CommandResult plan() throws IOException {
        return CommandResult.ok().withLines(lines()).withJson(json());
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Weights: " + chosen.text());
        chosen.warning().ifPresent(warning -> context.warn("BEST_RACE", warning));
        lines.add("Configuration: " + weights.config().map(Path::toString).orElse("no snapshot beside them")
                + ", scaling of the inputs: " + scalingFrom());
        lines.add("Games: " + games.what(context, collectors()));
        for (MapTarget map : maps) {
            lines.add("Map: " + map.name() + ", " + options.races() + " greedy "
                    + (options.races() == 1 ? "race" : "races") + ", " + String.format(Locale.ROOT,
                            "%.0f m", map.line().lengthMetres()));
        }
        lines.add("Results: " + place);
        if (weights.upstream()) {
            UpstreamRun.doubt(settings.scaling()).ifPresent(text -> context.warn("DAMPERS", text));
        }
        if (weights.isScalingUnknown() && settings.scaling().damperStd().isEmpty()) {
            lines.add("Nothing beside " + weights.file().getFileName() + " says how its inputs are scaled. "
                    + "If the Python tool trained it, name its run, or add to the file of --rl-config:");
            lines.add("  state_normalization:");
            lines.add("    damper_std: " + UpstreamRun.DAMPER_STD);
        }
        return lines;
    }

    private String scalingFrom() {
        return weights.scaling().isPresent() ? "statistics.json beside them"
                : weights.upstream() && settings.scaling().damperStd().isEmpty()
                        ? "the configuration's, with the Python tool's dampers"
                : "the configuration's";
    }

    private int collectors() {
        return Math.min(games.collectors(1), options.races() * maps.size());
    }

    CommandResult run() throws IOException, InterruptedException {
        lines().forEach(context::note);
        AtomicBoolean stop = new AtomicBoolean();
        Registration interrupt = context.onInterrupt(() -> {
            stop.set(true);
            context.note("stopping; once more ends at once");
        }, GRACE);
        Map<String, Redriver> redrivers = redrivers();
        EvalReport report = new EvalReport(context, settings, maps, place);
        try (GameSource source = games.open(context);
                HiddenBests hidden = games.hideBests(context, settings, maps)) {
            EvalResult result;
            try (ProgressTicker ticker = new ProgressTicker(context.progress("Racing", 0),
                    report.progress(options.races() * maps.size()))) {
                ticker.start();
                RaceSettings driving = RaceSettings.of(settings)
                        .withAutologin(games.login(context));
                EvalRequest request = new EvalRequest(network, values, weights.version(), scaling,
                        InferenceSettings.of(settings), games.attached() ? impatient(driving) : driving,
                        maps, options.races(), hidden.in(source), collectors());
                result = new Evaluator(TorchEngine.start(options.engine(context)), request, report)
                        .run(stop::get);
            }
            if (result.races().isEmpty() && result.end() == EvalResult.End.GAMES_LOST) {
                throw new CliException(ExitStatus.UNAVAILABLE, "NO_RACE", "no race could be driven: "
                        + result.failure().map(Exception::getMessage).orElse("the game was lost"), "",
                        "see tmnf doctor", result.failure().orElse(null));
            }
            Optional<EvalFolder.Written> written = result.end() == EvalResult.End.INTERRUPTED
                    ? Optional.empty() : Optional.of(write(result, redrivers));
            return report.result(result, written, redrivers.keySet(), json());
        } catch (InferenceException e) {
            throw new CliException(ExitStatus.FAILURE, e.reason().name(), e.getMessage(), "", "", e);
        } catch (EngineUnavailableException e) {
            throw EngineSetup.refused(e);
        } finally {
            interrupt.close();
        }
    }

    /** By the map's name; games that cannot drive a race again have none. */
    private Map<String, Redriver> redrivers() throws IOException {
        Map<String, Redriver> redrivers = new LinkedHashMap<>();
        for (MapTarget map : maps) {
            games.redriver(List.of(map.map())).ifPresent(each -> redrivers.put(map.name(), each));
        }
        return redrivers;
    }

    private static RaceSettings impatient(RaceSettings driving) {
        RaceTimeouts usual = driving.timeouts();
        return driving.withTimeouts(new RaceTimeouts(CONNECT, usual.firstTurn(), usual.mapLoad(),
                usual.countdown(), usual.step(), usual.frame(), usual.answer()));
    }

    private EvalFolder.Written write(EvalResult result, Map<String, Redriver> redrivers) throws IOException {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("name", weights.name());
        about.put("file", weights.file().toString());
        about.put("sha256", digest());
        about.put("frames_played", weights.frames().orElse(null));
        about.put("config", weights.config().map(Path::toString).orElse(null));
        about.put("scaling", scalingFrom());
        EvalFolder folder = new EvalFolder(context.resolve(place));
        return (options.film() ? folder.withFilms() : folder).write(new EvalFolder.About(about,
                new EvalFolder.Scaling(scaling.mean(), scaling.std()), settings.observation(),
                new EvalFolder.Keys(ActionKeys.of(settings.inputs()), settings.environment().msPerAction()),
                weights.weights(), weights.frames().orElse(0L), RlSettingsFile.write(settings.toMap())),
                maps, result, redrivers);
    }

    private String digest() throws IOException {
        return Digests.sha256(Files.readAllBytes(weights.file()));
    }

    private Map<String, Object> json() throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("weights", weights.file());
        json.put("sha256", digest());
        json.put("name", weights.name());
        chosen.putInto(json);
        json.put("frames", weights.frames().orElse(null));
        json.put("config", weights.config().orElse(null));
        json.put("scaling", scalingFrom());
        json.put("collectors", collectors());
        json.put("racesOnEachMap", options.races());
        json.put("mapNames", maps.stream().map(MapTarget::name).toList());
        json.put("out", place);
        return json;
    }
}
