package tmnf.cli.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetException;
import tmnf.capture.game.GameFilesException;
import tmnf.capture.plan.PlanException;
import tmnf.capture.plan.PlannedReplay;
import tmnf.capture.plan.ReplayMaterial;
import tmnf.capture.plan.ReplayMaterials;
import tmnf.capture.plan.ReplayTask;
import tmnf.capture.plan.Shard;
import tmnf.capture.plan.SingleReplay;
import tmnf.capture.pool.GameInstance;
import tmnf.capture.run.CapturePhase;
import tmnf.capture.run.RunOutcome;
import tmnf.capture.run.StopReason;
import tmnf.capture.validate.OracleListener;
import tmnf.capture.validate.OracleReport;
import tmnf.capture.validate.PreparedFiles;
import tmnf.capture.validate.ReplayOracle;
import tmnf.capture.validate.ValidateSettings;
import tmnf.capture.write.CaptureStore;
import tmnf.capture.write.StoreBusyException;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandContext.Registration;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.files.ShellWords;
import tmnf.cli.info.BuildInfo;
import tmnf.tminterface.launch.LaunchException;

/** One run of {@code tmnf validate} once the options are understood: what it does, and what it says of it. */
final class ValidateJob {

    private final CommandContext context;
    private final GameOptions games;
    private final ValidateOptions options;
    private volatile boolean stopped;
    private volatile boolean started;

    ValidateJob(CommandContext context, GameOptions games, ValidateOptions options) {
        this.context = context;
        this.games = games;
        this.options = options;
    }

    /** Removes what was prepared. */
    CommandResult clean() throws IOException {
        try (GameOptions.Chosen chosen = games.open(context)) {
            List<Path> removed = PreparedFiles.clean(chosen.places());
            return CommandResult.ok().withLines(removed.stream().map(file -> "removed " + file).toList())
                    .withText(removed.isEmpty() ? "Nothing to remove" : "")
                    .withJson(Map.of("removed", removed));
        }
    }

    /** Prepares, or drives and compares. */
    CommandResult run(Path replay, String trackId, ValidateSettings settings)
            throws IOException, InterruptedException {
        PlannedReplay planned = SingleReplay.plan(replay, trackId, settings.capture(),
                CaptureStore.look(settings.capture().places().outputDir()));
        ReplayTask task = planned.work().map(PlannedReplay.Work::task)
                .orElseThrow(() -> CliException.noInput(options.replay() + " cannot be validated: "
                        + planned.refusal().orElseThrow().detail(), "", "choose another replay; tmnf inspect"
                        + " shows what is in it"));
        ReplayMaterial material = material(task, settings);
        if (options.prepareOnly()) {
            try (GameOptions.Chosen chosen = games.open(context)) {
                return prepared(PreparedFiles.put(chosen.places(), replay, trackId, material.challenge()));
            }
        }
        refuseOthers(settings, task);
        context.note("Driving " + options.replay() + " with " + games.what(context, 1)
                + ", by its validation and by the script; Ctrl+C stops");
        try (GameOptions.Chosen chosen = open(replay, trackId, material)) {
            return described(drive(settings, task, chosen), material);
        } catch (StoreBusyException e) {
            throw new CliException(ExitStatus.BUSY, "OUTPUT_BUSY", e.getMessage(), "",
                    "wait for it, or choose another --output-dir", e);
        }
    }

    private static ReplayMaterial material(ReplayTask task, ValidateSettings settings) throws IOException {
        try {
            return new ReplayMaterials(settings.capture()).load(task);
        } catch (PlanException e) {
            throw CliException.noInput(e.getMessage(), "", "start the command again");
        }
    }

    /** A capture of another kind is not replaced. */
    private void refuseOthers(ValidateSettings settings, ReplayTask task) throws IOException {
        Path folder = settings.capture().places().outputDir().resolve(task.trackId()).resolve(task.name());
        boolean ours = true;
        try {
            Optional<CaptureMetadata> metadata = CapturedReplay.open(folder).metadata();
            ours = metadata.isPresent() && metadata.get().text(ReplayOracle.MODE)
                    .equals(Optional.of(ReplayOracle.VALIDATED_MODE));
        } catch (DatasetException e) {
            return; // nothing is there, or nothing that is of use; what cannot be replaced is told later
        }
        CliException.require(ours, "a capture that is none of this command is in "
                + options.outputDir().resolve(task.trackId()).resolve(task.name()),
                "choose another --output-dir");
    }

    private GameOptions.Chosen open(Path replay, String trackId, ReplayMaterial material) throws IOException {
        if (!options.startupValidatePath()) {
            return games.open(context);
        }
        PreparedFiles files;
        try (GameOptions.Chosen places = games.open(context)) {
            files = PreparedFiles.put(places.places(), replay, trackId, material.challenge());
        }
        files(files).forEach(context::note);
        return games.openValidating(context, files.replay());
    }

    private OracleReport drive(ValidateSettings settings, ReplayTask task, GameOptions.Chosen chosen)
            throws IOException, InterruptedException {
        Path output = settings.capture().places().outputDir();
        Registration interrupt = context.onInterrupt(() -> stop(chosen));
        // A folder that others may be using is asked for before a game is started; in a new one nothing is
        // left behind by a game that does not start.
        try (CaptureStore used = CaptureStore.isThere(output) ? CaptureStore.open(output, Shard.ALL) : null) {
            GameInstance game = game(chosen);
            try (CaptureStore made = used == null ? CaptureStore.open(output, Shard.ALL) : null) {
                return new ReplayOracle(settings, used == null ? made : used, chosen.places(), game,
                        "tmnf " + BuildInfo.load().version(), new News()).run(task);
            }
        } catch (GameFilesException e) {
            throw new CliException(ExitStatus.FAILURE, "GAME_FILES", e.getMessage(), "",
                    "see the message; tmnf doctor shows what is found", e);
        } finally {
            interrupt.close();
        }
    }

    /** A drive looks whether it shall stop; the start of a game waits, and so does who closes it. */
    private void stop(GameOptions.Chosen chosen) {
        stopped = true;
        if (!started) {
            try {
                chosen.close();
            } catch (IOException e) {
                context.warn("GAME_LEFT", e.getMessage());
            }
        }
    }

    private GameInstance game(GameOptions.Chosen chosen) throws IOException, InterruptedException {
        try {
            GameInstance game = chosen.host().open(0);
            started = true;
            return game;
        } catch (LaunchException e) {
            throw new CliException(ExitStatus.UNAVAILABLE, "GAME", e.getMessage(), "",
                    "start the game by hand, and leave out --launch; tmnf doctor shows what is found", e);
        } finally {
            if (stopped) {
                Thread.interrupted(); // it ended the start, and shall end nothing else
            }
        }
    }

    // -------------------------------------------------------------------------------------------- the report

    private CommandResult prepared(PreparedFiles files) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("replay", files.replay());
        json.put("challenge", files.challenge());
        return CommandResult.ok().withLines(files(files)).withLines(steps()).withJson(json)
                .withNext("tmnf validate --replay-path " + ShellWords.of(options.replay()));
    }

    private static List<String> files(PreparedFiles files) {
        return List.of("Copied the replay to " + files.replay(), "Copied the map to " + files.challenge(),
                "tmnf validate --clean removes them again");
    }

    private static List<String> steps() {
        return List.of("In the game:", "  1. Replays, then Edit a replay",
                "  2. choose the replay in the folder tmnf-validate", "  3. Launch, then Validate",
                "  4. leave the game running, and start this command again without --prepare-only");
    }

    private CommandResult described(OracleReport report, ReplayMaterial material) {
        OracleTable table = OracleTable.of(report, material.ghost());
        Map<String, Object> json = table.json();
        json.put("outputDir", options.outputDir());
        Path folder = options.outputDir().resolve(material.task().trackId()).resolve(material.task().name());
        json.put("folder", folder);
        CommandResult result = switch (report.verdict()) {
            case AGREE -> CommandResult.ok().withLines(table.lines())
                    .withText("The script does what the game's validation does. Captured " + report.frames()
                            + " frames: " + folder)
                    .withNext("tmnf inspect --check " + ShellWords.of(options.outputDir()));
            case AGREE_WITHOUT_GHOST -> CommandResult.of(ExitStatus.PARTIAL).withLines(table.lines())
                    .withProblem("the script does what the game does, but neither does what the ghost did: "
                            + String.join("; ", report.validated().reasons()) + "; the capture is in "
                            + quarantine());
            case DIFFER -> CommandResult.of(ExitStatus.CHECK_FAILED).withLines(table.lines())
                    .withProblem("the script does not do what the game's validation does; the capture is in "
                            + quarantine());
            case NO_INPUTS -> CommandResult.of(ExitStatus.NO_INPUT).withLines(steps())
                    .withProblem("the game has no inputs of a validated replay: validate it first, see"
                            + " --prepare-only");
            case INCONCLUSIVE -> inconclusive(report.obstacle().orElseThrow());
        };
        return result.withJson(json);
    }

    private Path quarantine() {
        return options.outputDir().resolve(".capture").resolve("quarantine");
    }

    private CommandResult inconclusive(RunOutcome.Stop stop) {
        if (stop.reason() == StopReason.INTERRUPTED) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withProblem("stopped; nothing was captured");
        }
        boolean ours = stop.reason().blame() == StopReason.Blame.OURSELVES;
        return CommandResult.of(ours ? ExitStatus.FAILURE : ExitStatus.UNAVAILABLE)
                .withProblem("nothing was compared: " + stop);
    }

    /** Tells how far it is. */
    private final class News implements OracleListener {

        private final List<CapturePhase> seen = new ArrayList<>();

        @Override
        public void drive(Drive which) {
            seen.clear();
            context.note(which == Drive.VALIDATED ? "Drive 1 of 2: the game's validated inputs"
                    : "Drive 2 of 2: the script of a capture");
        }

        @Override
        public void phase(CapturePhase phase) {
            if (!seen.contains(phase)) {
                seen.add(phase);
                context.event("phase", Map.of("phase", phase.toString()));
            }
        }

        @Override
        public void warning(String text) {
            context.warn("VALIDATE", text);
        }

        @Override
        public boolean stops() {
            return stopped;
        }
    }
}
