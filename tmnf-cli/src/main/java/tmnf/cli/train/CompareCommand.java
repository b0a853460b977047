package tmnf.cli.train;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.files.OutputFile;
import tmnf.cli.files.OutputPlace;
import tmnf.cli.files.ShellWords;
import tmnf.rl.metrics.CompareReport;
import tmnf.rl.metrics.ComparedRun;
import tmnf.rl.metrics.RunComparison;

/** {@code tmnf compare}: runs of training beside each other. */
@Command(name = "compare", header = "Compare runs of training.",
        description = {"Reads races.csv and training.csv of run folders of tmnf train, and shows the runs"
            + " beside each other, map by map: after a quarter, half, three quarters and all of the frames of"
            + " the shortest run, after as much of its time, and each run at its end. First finish, best"
            + " time, the last 10 greedy races, zones, losses. A run that still goes on may be among them."},
        footer = {"Examples:",
            "  tmnf compare save/first save/second",
            "  tmnf compare save/demo-s1 save/demo-s2 save/other-s1 save/other-s2 --group -o compare.html",
            "  tmnf compare save/* --map chicane --json",
            "",
            "Next: open the page of -o in a browser"})
public final class CompareCommand extends TmnfCommand {

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Run folders, save/<run_name>; two or "
            + "more.")
    private List<Path> folders;

    @Option(names = "--group", defaultValue = "false",
            description = "Make one row, and one curve with its range, of runs whose names differ in a number"
                + " at their end only: demo-s1, demo-s2.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean group;

    @Option(names = "--map", paramLabel = "NAME", description = "Only this map, by its short name.")
    @HelpSection(HelpSection.SELECTION)
    @NotConfigurable
    private String map; // null: all

    @Option(names = {"-o", "--out"}, paramLabel = "FILE",
            description = "Write a page with tables and curves, such as compare.html.")
    @HelpSection(HelpSection.PLACES)
    @NotConfigurable
    private Path page; // null: none

    @Option(names = "--force", defaultValue = "false",
            description = "Replace a file of --out that holds something else already.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean force;

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        CliException.require(folders.size() > 1, "one run alone cannot be compared", "name two or more");
        if (page != null) {
            OutputPlace.requireWritable(page.toString(), context.resolve(page));
        }
        RunComparison comparison = new RunComparison(runs(context), group);
        List<String> maps = comparison.maps();
        CliException.require(!maps.isEmpty(), "no run has a race on a map called " + map,
                "leave --map out to see all maps");
        List<String> notes = notes(comparison);
        notes.forEach(note -> context.warn("MAPS", note));
        List<String> lines = CompareText.lines(comparison);
        Map<String, Object> json = CompareText.json(comparison);
        if (page != null) {
            json.put("page", page);
            lines.add("Page: " + page + ", " + write(context, comparison, notes).label());
        }
        return CommandResult.ok().withLines(lines).withJson(json);
    }

    private List<ComparedRun> runs(CommandContext context) throws IOException {
        Set<Path> seen = new HashSet<>();
        List<ComparedRun> runs = new ArrayList<>();
        List<String> names = names(context);
        for (int i = 0; i < folders.size(); i++) {
            Path folder = context.resolve(folders.get(i));
            ComparedRun run;
            try {
                CliException.require(seen.add(Files.exists(folder) ? folder.toRealPath() : folder),
                        folders.get(i) + " is named twice", "name each run once");
                run = ComparedRun.read(names.get(i), folder);
                for (String difference : ComparedRun.otherColumns(folder)) {
                    context.warn("COLUMNS", folders.get(i) + ": " + difference);
                }
            } catch (IOException e) {
                throw new CliException(ExitStatus.NO_INPUT, "RUN", e.getMessage(), "",
                        "name run folders of tmnf train, save/<run_name>", e);
            }
            if (run.isEmpty()) {
                context.warn("EMPTY", folders.get(i) + " has no race yet and is left out");
            } else {
                runs.add(map == null ? run : run.on(map));
            }
        }
        if (runs.isEmpty()) {
            throw CliException.noInput("none of the runs has a race yet", "", "compare them later");
        }
        return runs;
    }

    /** Names of the folders; where two are the same, with the folder they are in, or all that was typed. */
    private List<String> names(CommandContext context) {
        List<String> names = new ArrayList<>();
        for (Path folder : folders) {
            Path name = context.resolve(folder).normalize().getFileName(); // null: of a root
            long same = folders.stream().filter(other -> Objects.equals(name,
                    context.resolve(other).normalize().getFileName())).count();
            names.add(same == 1 && name != null ? name.toString() : folder.toString());
        }
        return names;
    }

    /** What is not the same in all runs. */
    private static List<String> notes(RunComparison comparison) {
        List<String> notes = new ArrayList<>();
        for (String each : comparison.maps()) {
            List<ComparedRun> without = comparison.runs().stream().filter(run ->
                    !run.hasRaced(each)).toList();
            if (!without.isEmpty()) {
                notes.add(each + " was not raced on by " + String.join(", ", without.stream()
                        .map(ComparedRun::name).toList()) + "; these are missing in its tables");
            }
        }
        return notes;
    }

    private OutputFile.Outcome write(CommandContext context, RunComparison comparison, List<String> notes)
            throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        for (ComparedRun run : comparison.runs()) {
            facts.put(run.name(), CompareText.about(run));
        }
        String command = "tmnf " + String.join(" ",
                spec().root().commandLine().getParseResult().originalArgs()
                .stream().map(word -> ShellWords.of(word, context.isWindows())).toList());
        try {
            return new OutputFile(force, false).write(context.resolve(page), CompareReport.page(
                    "Comparison of " + comparison.runs().size() + " runs", facts, notes, comparison,
                    command));
        } catch (FileAlreadyExistsException e) {
            throw new CliException(ExitStatus.USAGE, "EXISTS", page + ": " + e.getReason(), "",
                    "give --force, or another name", e);
        }
    }
}
