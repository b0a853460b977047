package tmnf.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.InnerCommands;
import tmnf.cli.files.ShellWords;
import tmnf.gbx.synthetic.SyntheticDownload;

/** The demo itself: writes the data, runs the steps in order, shows them. Confined to one thread. */
final class Tour {

    private final CommandContext context;
    private final InnerCommands program;
    private final DemoFolder folder;
    private final boolean shown;
    private final List<StepRun> runs = new ArrayList<>();

    Tour(CommandContext context, InnerCommands program, DemoFolder folder) {
        this.context = context;
        this.program = program;
        this.folder = folder;
        this.shown = context.verbosity() >= 0; // -q leaves only the last line
    }

    /**
     * Runs it.
     *
     * @param frames after which the driver stops learning
     */
    CommandResult run(long seed, long frames) throws IOException {
        context.note("A tour on made-up data in " + folder.asGiven()
                + ", a minute or some; Ctrl+C stops it");
        long started = context.clock().millis();
        Path maps = folder.path().resolve("maps");
        SyntheticDownload.Written data = SyntheticDownload.write(maps, seed, context::interrupted);
        int races = data.complete() ? DemoRaces.write(folder.path().resolve("races"), seed,
                context::interrupted) : 0;
        if (data.complete() && !context.interrupted()) {
            DemoDriver.write(folder.path());
            show(data.tracks() + " tracks, " + data.challenges() + " challenges (map files) and "
                    + data.replays() + " replays written to " + folder.asGiven().resolve("maps")
                    + ", as a download leaves them.");
            show(races + " replays of simulated drivers on " + DemoRaces.TRACKS.size()
                    + " built-in tracks written to " + folder.asGiven().resolve("races") + ".");
            show("All of it is made up: no game, no network.");
            runSteps(new DemoPlan(folder, frames).steps());
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outputDir", folder.asGiven());
        json.put("absolute", Map.of("outputDir", folder.path()));
        json.put("seed", seed);
        json.put("tracks", data.tracks());
        json.put("challenges", data.challenges());
        json.put("replays", data.replays());
        json.put("races", races);
        List<Map<String, Object>> steps = new ArrayList<>();
        runs.forEach(run -> steps.add(run.json(steps.size() + 1, context)));
        json.put("steps", steps);
        return summary(context.clock().millis() - started).withJson(json);
    }

    private void runSteps(List<DemoStep> steps) {
        for (DemoStep step : steps) {
            if (context.interrupted()) {
                return;
            }
            String command = line(step.words());
            show("");
            show((runs.size() + 1) + "/" + steps.size() + "  " + step.title());
            show(step.lookAt());
            show("$ " + command);
            StepRun run = StepRun.run(context, program, step, command);
            if (context.interrupted()) {
                return;
            }
            runs.add(run);
            if (shown) {
                run.print(context.out());
                context.out().flush();
            }
            context.event("step", run.json(runs.size(), context));
            if (!run.asPlanned()) {
                return; // the later steps stand on this one
            }
        }
    }

    private CommandResult summary(long elapsedMs) throws IOException {
        if (context.interrupted()) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withProblem("stopped; the next run starts anew");
        }
        StepRun last = runs.get(runs.size() - 1);
        if (!last.asPlanned()) {
            return CommandResult.of(ExitStatus.FAILURE).withProblem("step " + runs.size() + " ended with "
                    + last.exitCode() + " instead of " + last.step().exitCode() + ": " + last.command());
        }
        Path maps = folder.asGiven().resolve("maps");
        Path list = maps.resolve("track_ids_standard.txt");
        int left = Files.readAllLines(context.resolve(list)).size();
        Path log = maps.resolve("replays").resolve(".fix_names.tsv");
        return CommandResult.ok()
                .withLines(shown ? List.of("") : List.of())
                .withText(String.format(Locale.ROOT, "%d steps in %.1f s, all as planned. %d tracks are left "
                        + "for a capture: %s", runs.size(), elapsedMs / 1000.0, left, list))
                .withNext("look at the pictures in " + folder.asGiven().resolve("pictures")
                        + ", the frames in " + folder.asGiven().resolve("frames") + " and "
                        + folder.asGiven().resolve("pretrain").resolve("first").resolve("report.html"))
                .withNext("look at the races in " + folder.asGiven().resolve(DemoDriver.FOLDER)
                        .resolve("eval").resolve("straight.png") + "; without --goal and with more "
                        + "--max-frames the driver learns on")
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
