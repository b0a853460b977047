package tmnf.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.InnerCommands;
import tmnf.cli.command.Progress;
import tmnf.cli.command.ProgressTicker;
import tmnf.cli.files.ShellWords;
import tmnf.gbx.filter.RenameLog;
import tmnf.gbx.synthetic.SyntheticDownload;

/** The demo itself: writes the data, runs the steps in order, shows them. Confined to one thread. */
final class Tour {

    private final CommandContext context;
    private final InnerCommands program;
    private final DemoFolder folder;
    private final boolean shown;
    private final List<StepRun> runs = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger(); // steps, for the thread that shows progress

    Tour(CommandContext context, InnerCommands program, DemoFolder folder) {
        this.context = context;
        this.program = program;
        this.folder = folder;
        this.shown = context.verbosity() >= 0; // -q leaves only the last line
    }

    /**
     * Runs it.
     *
     * @param practice for how long the driver learns
     */
    CommandResult run(long seed, DemoPlan.Practice practice) throws IOException {
        context.note("A tour on made-up data in " + folder.asGiven()
                + ", some minutes; Ctrl+C stops it");
        long started = context.clock().millis();
        SyntheticDownload.Written data = SyntheticDownload.write(folder.path().resolve("maps"), seed,
                context::interrupted);
        int races = data.complete() ? DemoRaces.write(folder.path().resolve(DemoExchange.FOLDER), seed,
                context::interrupted) : 0;
        if (data.complete() && !context.interrupted()) {
            DemoDriver.write(folder.path());
            show(data.tracks() + " tracks, " + data.challenges() + " challenges (map files) and "
                    + data.replays() + " replays written to " + folder.asGiven().resolve("maps")
                    + ", as a download leaves them.");
            show(races + " replays of simulated drivers on " + DemoRaces.TRACKS.size()
                    + " built-in tracks written to " + folder.asGiven().resolve(DemoExchange.FOLDER) + ".");
            try (DemoExchange exchange = DemoExchange.start(folder)) {
                String serve = line(exchange.words());
                show("All of it is made up: no game, no network. These are served here, as in another "
                        + "terminal this does:");
                show("$ " + serve);
                List<DemoStep> steps = new DemoPlan(folder, exchange.url(), practice, this::line)
                        .steps();
                runSteps(steps);
                if (!context.interrupted()) {
                    new DemoReport(folder, serve, runs, steps.size())
                            .write(context.clock().millis() - started);
                }
            }
        }
        return summary(context.clock().millis() - started).withJson(json(seed, data, races));
    }

    private Map<String, Object> json(long seed, SyntheticDownload.Written data, int races) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outputDir", folder.asGiven());
        Map<String, Object> absolute = new LinkedHashMap<>(Map.of("outputDir", folder.path()));
        Path report = folder.path().resolve(DemoReport.NAME);
        if (Files.exists(report)) { // not after Ctrl+C
            json.put("report", folder.asGiven().resolve(DemoReport.NAME));
            absolute.put("report", report);
        }
        json.put("absolute", absolute);
        json.put("seed", seed);
        json.put("tracks", data.tracks());
        json.put("challenges", data.challenges());
        json.put("replays", data.replays());
        json.put("races", races);
        List<Map<String, Object>> steps = new ArrayList<>();
        runs.forEach(run -> steps.add(run.json(steps.size() + 1, context)));
        json.put("steps", steps);
        return json;
    }

    /** Runs the steps until one does not end as planned; people see on stderr what a long one says. */
    private void runSteps(List<DemoStep> steps) {
        AtomicReference<ByteArrayOutputStream> latest = new AtomicReference<>(new ByteArrayOutputStream());
        try (ProgressTicker ticker = new ProgressTicker(context.progress("Demo", steps.size()),
                () -> progress(steps, latest.get()))) {
            ticker.start();
            for (DemoStep step : steps) {
                latest.set(new ByteArrayOutputStream());
                if (context.interrupted() || !runStep(step, steps.size(), latest.get())) {
                    return; // the later steps stand on this one
                }
            }
        }
    }

    private Progress.State progress(List<DemoStep> steps, ByteArrayOutputStream said) {
        int over = done.get();
        String[] lines = said.toString(StandardCharsets.UTF_8).strip().split("\\R");
        String doing = over == steps.size() ? "" : "  " + steps.get(over).title();
        String last = lines[lines.length - 1];
        return new Progress.State(over, steps.size(), "step " + Math.min(over + 1, steps.size()) + "/"
                + steps.size() + doing + (last.isEmpty() ? "" : ": " + last), Map.of());
    }

    private boolean runStep(DemoStep step, int steps, ByteArrayOutputStream err) {
        String command = line(step.words());
        show("");
        show((runs.size() + 1) + "/" + steps + "  " + step.title());
        show(step.lookAt());
        show("$ " + command);
        StepRun run = StepRun.run(context, program, step, command, err);
        if (context.interrupted()) {
            return false;
        }
        runs.add(run);
        done.set(runs.size());
        if (shown) {
            run.print(context.out());
            context.out().flush();
        }
        context.event("step", run.json(runs.size(), context));
        return run.asPlanned();
    }

    private CommandResult summary(long elapsedMs) {
        if (context.interrupted()) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withProblem("stopped; the next run starts anew");
        }
        StepRun last = runs.get(runs.size() - 1);
        if (!last.asPlanned()) {
            return CommandResult.of(ExitStatus.FAILURE).withProblem("step " + runs.size() + " ended with "
                    + last.exitCode() + " instead of " + last.step().exitCode() + ": " + last.command());
        }
        Path log = folder.asGiven().resolve("maps").resolve("replays").resolve(RenameLog.FILE_NAME);
        Path report = folder.asGiven().resolve(DemoReport.NAME);
        return CommandResult.ok()
                .withLines(shown ? List.of("") : List.of())
                .withText(String.format(Locale.ROOT, "%d steps in %.1f s, all as planned: %s", runs.size(),
                        elapsedMs / 1000.0, report))
                .withNext("open " + report + " in a browser: all of it on a page")
                .withNext("without --goal and with more --max-frames the driver learns on")
                .withNext(line(List.of("fix-names", "--undo", log.toString()))
                        + " (takes the new names back)")
                .withNext(line(List.of("help")) + " (the same commands work on your own files)");
    }

    private String line(List<String> words) {
        return ShellWords.line(context.program(), words, context.isWindows());
    }

    private void show(String line) {
        if (shown) {
            context.out().println(line);
        }
    }
}
