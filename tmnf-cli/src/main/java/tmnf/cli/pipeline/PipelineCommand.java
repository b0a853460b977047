package tmnf.cli.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.files.ShellWords;
import tmnf.cli.info.ProgramModel;
import tmnf.gbx.file.HeldFile;

/** {@code tmnf pipeline}: commands of a file, one after the other. */
@Command(name = "pipeline", header = "Run the commands of a file, one after the other.",
        description = {"Reads a list of commands, checks all of them, and runs them in their order up to the "
            + "first that fails. Which ones are done is kept beside the file, in FILE.state.json: the same "
            + "command goes on where it ended, whatever ended it, and has nothing to do when all are done. A "
            + "step whose command was changed is done again, with all behind it. In another folder, or with "
            + "another -C, it begins with the first step.",
            "The exit code is that of the step that failed, 1 where it was killed. Each step is a process "
                + "of its own; Ctrl+C stops "
            + "it, and it may take as long as it takes alone."},
        footer = {"Examples:",
            "  tmnf pipeline nightly.yaml --again",
            "  tmnf pipeline nightly.yaml --from replays --dry-run",
            "",
            "The file:",
            "  steps:",
            "    - download --list-popular --output maps/track_ids.txt --max-tracks 100",
            "    - name: replays",
            "      run: download --track-ids maps/track_ids.txt --replays-dir maps/replays",
            "      accept: [0, 3]        # exit codes with which the step is done; 0 if nothing is said",
            "    - run: [inspect, \"maps/with a blank\"]"})
public final class PipelineCommand extends TmnfCommand {

    @Parameters(paramLabel = "FILE", description = "YAML file with the steps.")
    private Path file;

    @Option(names = "--only", paramLabel = "STEP", split = ",",
            description = "Only these steps, by name, done or not; steps behind the first of them are to be "
                + "done again.")
    @HelpSection(HelpSection.SELECTION)
    @NotConfigurable
    private List<String> only = List.of();

    @Option(names = "--from", paramLabel = "STEP", description = "Begin with this step, done or not.")
    @HelpSection(HelpSection.SELECTION)
    @NotConfigurable
    private String from; // null: with the first that is not done

    @Option(names = "--until", paramLabel = "STEP", description = "End with this step.")
    @HelpSection(HelpSection.SELECTION)
    @NotConfigurable
    private String until; // null: with the last

    @Option(names = "--again", description = "Begin with the first step, whatever is done.")
    @HelpSection(HelpSection.SELECTION)
    @NotConfigurable
    private boolean again;

    @Mixin
    private DryRunOption dryRun;

    @Override
    protected CommandResult run(CommandContext context) throws IOException, InterruptedException {
        CliException.require(only.isEmpty() || from == null && until == null && !again,
                "--only chooses by itself", "leave --from, --until and --again out");
        CliException.require(from == null || !again, "--again begins with the first step, --from with "
                + "another",
                "give one of them");
        Path read = context.requireFile(file);
        List<PipelineStep> steps = PipelineFile.read(read, file.toString());
        requireCommands(steps);
        Path stateFile = read.resolveSibling(read.getFileName() + ".state.json");
        if (dryRun.active()) {
            return plan(context, steps, state(context, stateFile));
        }
        context.interrupted(); // from now on a signal waits for us
        Closeable ours = HeldFile.tryTake(read.resolveSibling(read.getFileName() + ".lock"))
                .orElseThrow(() -> new CliException(ExitStatus.BUSY, "BUSY", "another tmnf runs " + file, "",
                        "wait for it, or stop it"));
        try {
            PipelineState state = state(context, stateFile);
            List<Integer> chosen = chosen(steps, state);
            return new PipelineRun(context, steps, state, new StepProcess(context),
                    ShellWords.line(context.program(), List.of("pipeline", file.toString()),
                            context.isWindows())).run(chosen);
        } finally {
            ours.close();
        }
    }

    private PipelineState state(CommandContext context, Path stateFile) throws IOException {
        String label = file + ".state.json";
        return again ? PipelineState.again(stateFile, context.baseDirectory(), label)
                : PipelineState.read(stateFile, context.baseDirectory(), label);
    }

    /** A mistyped option ten hours later helps nobody. */
    private void requireCommands(List<PipelineStep> steps) {
        CommandLine tree = ((ProgramModel) spec().root().userObject()).completeTree();
        List<String> problems = new ArrayList<>();
        for (PipelineStep step : steps) {
            String at = file + ":" + step.line() + ": " + step.name() + ": ";
            try {
                ParseResult parsed = tree.parseArgs(step.words().toArray(String[]::new));
                if (!parsed.hasSubcommand()) {
                    problems.add(at + "no command");
                } else if (parsed.subcommand().commandSpec().userObject() instanceof PipelineCommand) {
                    problems.add(at + "a pipeline runs no pipeline");
                }
            } catch (MissingParameterException e) {
                if (e.getMissing().stream().anyMatch(ArgSpec::isPositional)) {
                    problems.add(at + e.getMessage());
                } // an option may be configured
            } catch (ParameterException e) {
                problems.add(at + e.getMessage());
            }
        }
        CliException.require(problems.isEmpty(), String.join("\n  ", problems),
                "mend these lines; tmnf help COMMAND lists what a command takes");
    }

    private int first(List<PipelineStep> steps, PipelineState state) {
        return from == null ? state.count(steps) : place(steps, from);
    }

    private List<Integer> chosen(List<PipelineStep> steps, PipelineState state) {
        if (!only.isEmpty()) {
            List<Integer> places = only.stream().map(name -> place(steps, name)).sorted().distinct().toList();
            state.keep(Math.min(places.get(0), state.count(steps)));
            return places;
        }
        int first = first(steps, state);
        int last = until == null ? steps.size() - 1 : place(steps, until);
        CliException.require(from == null || first <= last, "--until " + until + " comes before --from "
                + from, "exchange them");
        state.keep(Math.min(first, state.count(steps)));
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    private int place(List<PipelineStep> steps, String name) {
        List<String> names = steps.stream().map(PipelineStep::name).toList();
        CliException.require(names.contains(name), file + " has no step " + name,
                "name one of " + String.join(", ", names));
        return names.indexOf(name);
    }

    private CommandResult plan(CommandContext context, List<PipelineStep> steps, PipelineState state) {
        int before = state.count(steps);
        List<Integer> chosen = chosen(steps, state);
        List<String> lines = new ArrayList<>();
        List<Map<String, Object>> json = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            PipelineStep step = steps.get(i);
            String what = chosen.contains(i) ? "run" : i < before ? "done" : "left out";
            lines.add(String.format("%-8s  %s: %s", what, step.name(), step.command(context.isWindows())));
            json.add(Map.of("name", step.name(), "command", step.words(), "plan", what));
        }
        return CommandResult.ok().withJson(Map.of("steps", json, "of", steps.size()))
                .withText(lines.stream().collect(Collectors.joining("\n")));
    }
}
