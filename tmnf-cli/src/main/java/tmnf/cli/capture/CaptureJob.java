package tmnf.cli.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import tmnf.capture.plan.CapturePlan;
import tmnf.capture.plan.CapturePlanner;
import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.plan.ExistingCaptures;
import tmnf.capture.plan.PlanException;
import tmnf.capture.plan.PlanSink;
import tmnf.capture.plan.PlanStatus;
import tmnf.capture.plan.PlanSummary;
import tmnf.capture.plan.ReplaySelection.Existing;
import tmnf.capture.plan.TrackTask;
import tmnf.capture.pool.CaptureReport;
import tmnf.capture.pool.CaptureRunner;
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

    private static final int MOST_PLANNERS = 4;

    private final CommandContext context;
    private final CaptureSettings settings;
    private final GameOptions games;
    private final RunOptions run;
    private final PlaceOptions places;
    private final String what;

    CaptureJob(CommandContext context, CaptureSettings settings, GameOptions games, RunOptions run,
            PlaceOptions places, String what) {
        this.context = context;
        this.settings = settings;
        this.games = games;
        this.run = run;
        this.places = places;
        this.what = what;
    }

    // ------------------------------------------------------------------------------------------- the dry run

    CommandResult dryRun() throws IOException {
        PlanReport report = new PlanReport(context);
        PlanSummary summary;
        try (ResultStream stream = context.stream("replays")) {
            summary = planner(CaptureStore.look(settings.places().outputDir())).stream(new Sink(track -> {
                report.lines(track).forEach(context.out()::println);
                track.replays().forEach(replay -> stream.add(PlanReport.json(track, replay)));
            }));
        } catch (PlanException e) {
            throw unplannable(e);
        } catch (Stopped e) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withProblem("stopped; nothing was written");
        }
        requireReplays(summary);
        Map<String, Object> json = json();
        json.put("dryRun", true);
        json.put("plan", PlanReport.json(summary));
        if (summary.tracks() == 0) {
            return CommandResult.ok().withText(emptyShard()).withJson(json);
        }
        List<String> lines = new ArrayList<>();
        lines.add("To capture: " + PlanReport.total(summary) + " with "
                + games.what(context, run.workers()));
        lines.addAll(PlanReport.leftOut(summary));
        lines.add("Nothing was written.");
        return CommandResult.ok().withLines(lines).withJson(json);
    }

    // ------------------------------------------------------------------------------------------- the capture

    CommandResult capture() throws IOException, InterruptedException {
        context.note("Capturing " + what + " from " + places.replaysDir() + " to " + places.outputDir()
                + " with " + games.what(context, run.workers())
                + "; Ctrl+C stops, the same command goes on");
        try (CaptureStore store = CaptureStore.open(settings.places().outputDir(),
                settings.selection().shard())) {
            return plan(store);
        } catch (StoreBusyException e) {
            throw new CliException(ExitStatus.BUSY, "OUTPUT_BUSY", e.getMessage(), "",
                    "wait for it, or choose another --output-dir or --shard", e);
        } catch (PlanException e) {
            throw unplannable(e);
        } catch (Stopped e) {
            return CommandResult.of(ExitStatus.INTERRUPTED)
                    .withProblem("stopped while planning; the same command goes on");
        }
    }

    private CommandResult plan(CaptureStore store) throws IOException, InterruptedException {
        CapturePlan plan;
        List<TrackTask> tracks = new ArrayList<>();
        Sink sink = new Sink(track -> {
            track.warnings().forEach(warning -> context.warn("PLAN", track.trackId() + ": " + warning));
            tracks.add(track);
        });
        plan = new CapturePlan(tracks, planner(store).stream(sink));
        PlanSummary summary = plan.summary();
        requireReplays(summary);
        List<String> leftOut = PlanReport.leftOut(summary);
        if (summary.toCapture() == 0) {
            return nothingToDo(summary, leftOut);
        }
        context.note("To capture: " + PlanReport.total(summary));
        leftOut.forEach(context::note);
        try (GameOptions.Chosen chosen = games.open(context)) {
            return run(plan, store, chosen);
        }
    }

    private CommandResult nothingToDo(PlanSummary summary, List<String> leftOut) {
        Map<String, Object> json = json();
        json.put("plan", PlanReport.json(summary));
        List<String> problems = standing(summary);
        String text = "Nothing to do: all that can be captured is in " + places.outputDir();
        if (summary.tracks() == 0) {
            text = emptyShard();
        } else if (!problems.isEmpty()) {
            text = "Nothing to do";
        }
        CommandResult result = CommandResult.finished(problems.size()).withJson(json)
                .withText(text).withLines(leftOut);
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
        return Figures.count(refused, "replay") + " cannot be captured; --dry-run says why";
    }

    private CommandResult run(CapturePlan plan, CaptureStore store, GameOptions.Chosen chosen)
            throws IOException, InterruptedException {
        CaptureRunner runner = new CaptureRunner(settings, store,
                Optional.ofNullable(run.writeEnterMaps()).map(context::resolve),
                "tmnf " + BuildInfo.load().version());
        PlanSummary summary = plan.summary();
        CaptureReport report;
        Registration interrupt = context.onInterrupt(runner::stop);
        RuntimeLimit limit = new RuntimeLimit(run.maxRuntime(), runner::stop);
        try (limit; ResultStream stream = context.stream("replays")) {
            CaptureNews news = new CaptureNews(context, stream);
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
        Map<String, Object> json = json();
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

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("replaysDir", places.replaysDir());
        json.put("outputDir", places.outputDir());
        Map<String, Path> absolute = new LinkedHashMap<>();
        absolute.put("replaysDir", settings.places().replaysDir());
        absolute.put("outputDir", settings.places().outputDir());
        json.put("absolute", absolute);
        json.put("shard", settings.selection().shard().toString());
        return json;
    }

    // ---------------------------------------------------------------------------------------------- planning

    private CapturePlanner planner(ExistingCaptures existing) {
        int threads = Math.min(MOST_PLANNERS, Runtime.getRuntime().availableProcessors());
        return new CapturePlanner(settings, existing, threads);
    }

    private static CliException unplannable(PlanException e) {
        return CliException.noInput(e.getMessage(), "", "check --replays-dir and --track-ids");
    }

    private void requireReplays(PlanSummary summary) {
        // One of many parts may well be empty.
        if (summary.tracks() == 0 && settings.selection().shard().count() == 1) {
            throw CliException.noInput("there is no replay to capture in " + places.replaysDir(),
                    String.join("; ", summary.notices()),
                    "check --replays-dir, --track-ids and --shard; tmnf download fetches replays");
        }
    }

    private String emptyShard() {
        return "Nothing to do: shard " + settings.selection().shard() + " has no track";
    }

    /** Takes tracks until somebody asks to stop. */
    private final class Sink implements PlanSink {

        private final Consumer<TrackTask> target;

        private Sink(Consumer<TrackTask> target) {
            this.target = target;
        }

        @Override
        public void track(TrackTask track) throws IOException {
            if (context.interrupted()) {
                throw new Stopped();
            }
            target.accept(track);
        }

        @Override
        public void notice(String text) {
            context.note(text);
        }
    }

    /** Somebody asked to stop. */
    private static final class Stopped extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
