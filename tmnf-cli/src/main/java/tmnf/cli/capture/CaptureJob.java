package tmnf.cli.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import tmnf.capture.plan.CapturePlan;
import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.plan.ExistingCaptures;
import tmnf.capture.plan.PlanStatus;
import tmnf.capture.plan.PlanSummary;
import tmnf.capture.plan.ReplaySelection.Existing;
import tmnf.capture.plan.TrackTask;
import tmnf.capture.pool.CaptureReport;
import tmnf.capture.pool.CaptureReport.Ending;
import tmnf.capture.pool.CaptureRunner;
import tmnf.capture.pool.ReplayResult;
import tmnf.capture.pool.ReplayResult.Status;
import tmnf.capture.write.CaptureStore;
import tmnf.capture.write.StoreBusyException;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandContext.Registration;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.Progress;
import tmnf.cli.command.ProgressTicker;
import tmnf.cli.command.ResultStream;
import tmnf.cli.command.RuntimeLimit;
import tmnf.cli.download.Figures;
import tmnf.cli.files.ShellWords;
import tmnf.cli.info.BuildInfo;

/** One run of {@code tmnf capture} once the options are understood: what it does, and what it says of it. */
final class CaptureJob {

    private final CommandContext context;
    private final CaptureSettings settings;
    private final GameOptions games;
    private final RunOptions run;
    private final PlaceOptions places;
    private final CapturePlanning planning;
    private final String what;

    CaptureJob(CapturePlanning planning, GameOptions games, RunOptions run, PlaceOptions places,
            String what) {
        this.planning = planning;
        this.context = planning.context();
        this.settings = planning.settings();
        this.games = games;
        this.run = run;
        this.places = places;
        this.what = what;
    }

    CommandResult run() throws IOException, InterruptedException {
        games.look(context);
        planning.requireOutput();
        context.note("Capturing " + what + " from " + places.replaysDir() + " to " + places.outputDir()
                + " with " + games.what(context, run.workers())
                + "; Ctrl+C stops, the same command goes on");
        Path output = settings.places().outputDir();
        try (ResultStream stream = context.stream("replays")) {
            CaptureNews news = new CaptureNews(context, stream);
            if (CaptureStore.isThere(output)) {
                try (CaptureStore store = CaptureStore.open(output, settings.selection().shard())) {
                    CapturePlan plan = plan(store, news);
                    return plan.summary().toCapture() == 0 ? nothingToDo(plan.summary())
                            : run(plan, store, news);
                }
            }
            // Nothing is left behind where nothing can be captured.
            CapturePlan plan = plan(CaptureStore.look(output), news);
            if (plan.summary().toCapture() == 0) {
                return nothingToDo(plan.summary());
            }
            if (!games.areThere(context, run.workers(), settings.run().deadlines().connect())) {
                return noGame(plan);
            }
            try (CaptureStore store = CaptureStore.open(output, settings.selection().shard())) {
                return run(plan, store, news);
            }
        } catch (StoreBusyException e) {
            throw new CliException(ExitStatus.BUSY, "OUTPUT_BUSY", e.getMessage(), "",
                    "choose another --output-dir or --shard, or try again later", e);
        } catch (CapturePlanning.Stopped e) {
            return CommandResult.of(ExitStatus.INTERRUPTED)
                    .withProblem("stopped while planning; the same command goes on");
        }
    }

    /** What is to be captured; of the rest only the sums. */
    private CapturePlan plan(ExistingCaptures existing, CaptureNews news) throws IOException {
        List<TrackTask> tracks = new ArrayList<>();
        PlanSummary summary = planning.stream(existing, track -> {
            track.warnings().forEach(warning -> context.warn("PLAN", track.trackId() + ": " + warning));
            track.replays().stream().filter(replay -> replay.refusal().isPresent())
                    .forEach(replay -> news.refused(track, replay));
            if (!track.toCapture().isEmpty()) {
                tracks.add(new TrackTask(track.trackId(), track.toCapture(), track.vcp(), List.of()));
            }
        });
        return new CapturePlan(tracks, summary);
    }

    private CommandResult nothingToDo(PlanSummary summary) {
        Map<String, Object> json = planning.json();
        json.put("plan", PlanReport.json(summary));
        List<String> problems = standing(summary);
        String text = "Nothing to do: all that can be captured is in " + places.outputDir();
        if (summary.tracks() == 0) {
            text = planning.emptyShard();
        } else if (!problems.isEmpty()) {
            text = "Nothing to do";
        }
        CommandResult result = CommandResult.finished(problems.size()).withJson(json)
                .withText(text).withLines(PlanReport.leftOut(summary));
        return problems.isEmpty() ? result : result.withProblem(String.join("; ", problems));
    }

    /** What the plan leaves out and was wanted: one line for each kind. */
    private List<String> standing(PlanSummary summary) {
        List<String> problems = new ArrayList<>();
        int quarantined = summary.count(PlanStatus.QUARANTINED);
        int refused = PlanReport.refused(summary);
        if (quarantined > 0 && settings.selection().existing() == Existing.KEEP) {
            problems.add(Figures.count(quarantined, "replay")
                    + " put aside earlier, with these settings; --retry-failed tries again");
        }
        if (refused > 0) {
            problems.add(refusedText(refused));
        }
        return problems;
    }

    private static String refusedText(int refused) {
        return Figures.count(refused, "replay") + " cannot be captured, see above";
    }

    private CommandResult noGame(CapturePlan plan) {
        List<ReplayResult> left = plan.tracks().stream().flatMap(track -> track.tasks().stream())
                .map(task -> new ReplayResult(task.trackId(), task.name(), Status.LEFT, "", 0,
                        Optional.empty())).toList();
        boolean asked = context.interrupted();
        return described(plan, new CaptureReport(asked ? Ending.INTERRUPTED : Ending.NO_GAME,
                "unreachable: nothing listens there; start the game with the link plugin, and look at the"
                + " port", left, 0, 0, 0), false);
    }

    private CommandResult run(CapturePlan plan, CaptureStore store, CaptureNews news)
            throws IOException, InterruptedException {
        context.note("To capture: " + PlanReport.total(plan.summary()));
        PlanReport.leftOut(plan.summary()).forEach(context::note);
        try (GameOptions.Chosen chosen = games.open(context)) {
            return run(plan, store, news, chosen);
        }
    }

    private CommandResult run(CapturePlan plan, CaptureStore store, CaptureNews news,
            GameOptions.Chosen chosen) throws IOException, InterruptedException {
        CaptureRunner runner = new CaptureRunner(settings, store,
                Optional.ofNullable(run.writeEnterMaps()).map(context::resolve),
                "tmnf " + BuildInfo.load().version());
        PlanSummary summary = plan.summary();
        CaptureReport report;
        Registration interrupt = context.onInterrupt(runner::stop);
        RuntimeLimit limit = new RuntimeLimit(run.maxRuntime(), runner::stop);
        try (limit) {
            Progress progress = context.progress("Capturing", summary.toCapture());
            try (ProgressTicker ticker = new ProgressTicker(progress, new CaptureProgress(
                    summary.toCapture(), summary.frames(), news::done, runner::frames, System::nanoTime))) {
                ticker.start();
                report = runner.run(plan, chosen.host(), chosen.places(), news);
            }
        } finally {
            interrupt.close();
        }
        return described(plan, report, limit.expired());
    }

    // ------------------------------------------------------------------------------------------- the report

    private CommandResult described(CapturePlan plan, CaptureReport report, boolean outOfTime) {
        Map<String, Object> json = planning.json();
        json.put("plan", PlanReport.json(plan.summary()));
        for (Status status : Status.values()) {
            json.put(status.toString(), report.count(status));
        }
        json.put("ending", report.ending().toString().toLowerCase(Locale.ROOT));
        json.put("frames", report.frames());
        json.put("raceMs", report.raceMillis());
        json.put("wallMs", report.wallMillis());
        List<String> lines = summary(report);
        String rest = Figures.count(report.count(Status.LEFT), "replay") + " left, the same command goes on";
        CommandResult result = switch (report.ending()) {
            case INTERRUPTED -> CommandResult.of(outOfTime ? ExitStatus.TEMPORARY : ExitStatus.INTERRUPTED)
                    .withProblem((outOfTime ? "the time of --max-runtime is over: " : "stopped: ") + rest);
            case NO_GAME -> CommandResult.of(ExitStatus.UNAVAILABLE)
                    .withProblem("no game can be used any more: " + report.reason() + "; " + rest);
            case CANNOT_WRITE -> CommandResult.of(ExitStatus.FAILURE)
                    .withProblem("files cannot be read or written: " + report.reason() + "; " + rest);
            case COMPLETE -> complete(plan.summary(), report);
        };
        return result.withLines(lines).withJson(json);
    }

    private CommandResult complete(PlanSummary plan, CaptureReport report) {
        List<String> problems = new ArrayList<>();
        int quarantined = report.count(Status.QUARANTINED);
        int failed = report.count(Status.FAILED) + report.count(Status.SKIPPED);
        if (quarantined > 0) {
            problems.add(Figures.count(quarantined, "replay") + " put aside in "
                    + places.outputDir().resolve(".capture").resolve("quarantine")
                    + ", --retry-failed tries again");
        }
        if (failed > 0) {
            problems.add(Figures.count(failed, "replay") + " not captured, the same command tries again");
        }
        problems.addAll(standing(plan));
        CommandResult result = CommandResult.finished(problems.size())
                .withProblem(String.join("; ", problems));
        return report.count(Status.CAPTURED) == 0 ? result
                : result.withNext("tmnf inspect --check " + ShellWords.of(places.outputDir()));
    }

    private List<String> summary(CaptureReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("Captured " + Figures.count(report.count(Status.CAPTURED), "replay") + ", "
                + Figures.count(report.frames(), "frame") + " in " + Figures.time(report.wallMillis())
                + String.format(Locale.ROOT, ", %.1fx real time: ", report.realTimeFactor())
                + places.outputDir());
        for (Status status : List.of(Status.SKIPPED, Status.FAILED, Status.QUARANTINED, Status.LEFT)) {
            if (report.count(status) > 0) {
                lines.add("  " + Figures.count(report.count(status)) + " " + status);
            }
        }
        return lines;
    }
}
