package tmnf.cli.filter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.TmnfCommand;
import tmnf.gbx.filter.FilterOutcome;
import tmnf.gbx.filter.FilterOutputs;
import tmnf.gbx.filter.NoRespawnConfig;
import tmnf.gbx.filter.NoRespawnFilter;
import tmnf.gbx.filter.ReplaySource;
import tmnf.gbx.filter.TrackList;
import tmnf.gbx.filter.UpstreamLines;

/** What {@code tmnf filter no-respawn} does, and {@code tmnf filter} without a subcommand. */
abstract class NoRespawnBase extends TmnfCommand {

    @Option(names = {"-i", "--input"}, paramLabel = "FILE", defaultValue = "maps/track_ids.txt",
            description = "Track list to read, one id a line; - reads stdin.")
    @HelpSection(HelpSection.PLACES)
    private Path input;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", defaultValue = "maps/track_ids_no_respawn.txt",
            description = "Track list to write; - writes to stdout.")
    @HelpSection(HelpSection.PLACES)
    private Path output;

    @Option(names = {"-r", "--replays-dir"}, paramLabel = "DIR", defaultValue = "maps/replays",
            description = "Folder of the replays: DIR/<track id>/*.replay.gbx.")
    @HelpSection(HelpSection.PLACES)
    private Path replaysDir;

    @Option(names = "--only-with-replays", description = "Drop tracks without replays.")
    @HelpSection(HelpSection.SELECTION)
    private boolean onlyWithReplays;

    @Option(names = "--top", paramLabel = "N", defaultValue = "0",
            description = "Judge only the first N replays of a track, in the order of capture; 0: all.")
    @HelpSection(HelpSection.SELECTION)
    private int top;

    @Option(names = "--events", paramLabel = "NAME", split = ",", defaultValue = "respawn,enter",
            description = "Control names that mean a respawn.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private List<String> events;

    @Option(names = {"-j", "--workers", "--jobs"}, paramLabel = "N", defaultValue = "0",
            description = "Tracks judged at the same time; 0: one less than there are processors.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private int workers;

    @Option(names = "--clean-replays", paramLabel = "FILE",
            description = "Judge every replay, and write the clean ones to FILE, one track/replay a line.")
    @HelpSection(HelpSection.OUTPUT)
    private Path cleanReplays; // null: none

    @Mixin
    private FilterOptions options;

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        NoRespawnConfig config = config(context);
        FilterOutputs outputs = options.outputs(output, cleanReplays, context);
        TrackList list = FilterOptions.read(input, options.style(), context);
        if (!options.upstream()) {
            context.note("Judging " + list.distinct().size() + " tracks by the replays in " + replaysDir
                    + "; Ctrl+C stops without writing");
        }
        NoRespawnFilter filter = new NoRespawnFilter(config, ReplaySource.FILES);
        FilterOutcome outcome = FilterResults.run(context, list, replaysDir,
                listener -> filter.run(list, outputs, listener, context::interrupted));
        CommandResult result =
                FilterResults.result(context, outcome, options.style(), list, replaysDir, places());
        return outcome.complete() ? described(context, outcome, result) : result;
    }

    private NoRespawnConfig config(CommandContext context) {
        if (top < 0) {
            throw CliException.usage("--top " + top + " is negative",
                    "give a number of replays, or 0 for all");
        }
        int parallel = FilterOptions.workers(workers, Runtime.getRuntime().availableProcessors() - 1);
        Path folder = context.resolve(replaysDir);
        if (!options.upstream()) {
            folder = context.requireDirectory(replaysDir);
        } else if (!Files.isDirectory(folder)) {
            context.warn("NO_REPLAYS_DIR", "no such folder: " + replaysDir + "; no track has replays");
        }
        return new NoRespawnConfig(folder, onlyWithReplays, parallel, options.style(), options.onParseError(),
                top, events, cleanReplays != null);
    }

    private CommandResult described(CommandContext context, FilterOutcome outcome, CommandResult result) {
        boolean stdout = output.equals(FilterOptions.STANDARD_STREAM);
        CommandResult described = stdout || options.dryRun()
                ? result.withLines(stdout ? outcome.keptIds() : List.of())
                : result.withNext(NextStep.mapType(context, output, replaysDir));
        if (options.upstream() && !options.dryRun()) {
            UpstreamLines.noRespawn(outcome, input.toString(), output.toString(), replaysDir.toString(),
                    context.verbosity() > 0).forEach(context::note);
            return described;
        }
        String target = options.dryRun() ? "; nothing written" : ": " + output;
        List<String> summary = FilterResults.summary(context, outcome, replaysDir, target);
        if (outcome.noInputs() > 0) {
            context.warn("NO_INPUTS", FilterWords.count(outcome.noInputs(), "replay")
                    + " without inputs: cannot be captured");
        }
        if (outcome.disagreeing() > 0) {
            context.warn("RESPAWNS_DISAGREE", FilterWords.count(outcome.disagreeing(), "replay")
                    + " with a respawn counter that tells another number than the inputs");
        }
        if (stdout) {
            summary.forEach(context::note);
            return described;
        }
        return described.withLines(summary);
    }

    private Map<String, Path> places() {
        Map<String, Path> places = new LinkedHashMap<>();
        places.put("input", input);
        places.put("output", output);
        places.put("replaysDir", replaysDir);
        return places;
    }
}
