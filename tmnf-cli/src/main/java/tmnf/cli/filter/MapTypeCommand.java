package tmnf.cli.filter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.OptionsBefore;
import tmnf.cli.command.Seconds;
import tmnf.cli.command.TmnfCommand;
import tmnf.gbx.filter.ChallengeSource;
import tmnf.gbx.filter.Environments;
import tmnf.gbx.filter.FilterOutcome;
import tmnf.gbx.filter.FilterOutputs;
import tmnf.gbx.filter.MapTypeConfig;
import tmnf.gbx.filter.MapTypeFilter;
import tmnf.gbx.filter.TrackList;
import tmnf.gbx.filter.UpstreamLines;
import tmnf.gbx.model.MapType;

/** {@code tmnf filter maptype}: keeps races in standard environments. */
@Command(name = "maptype", header = "Drop tracks of another play mode or environment, or with a long intro.",
        description =
                "Keeps tracks whose challenge is a race in a standard environment. Only headers are read, "
                + "unless --max-preview-duration asks for the length of the intro.",
        footer = {"Examples:",
            "  tmnf filter maptype -i maps/track_ids_no_respawn.txt -t maps/tracks",
            "  tmnf filter maptype -t maps/tracks --max-preview-duration 15.0 --jobs 16",
            "  tmnf filter maptype --environments Stadium --map-types race,platform",
            "",
            "Next: tmnf fix-names"})
public final class MapTypeCommand extends TmnfCommand {

    private static final Path DEFAULT_TRACKS = Path.of("maps/tracks_tmnf");
    private static final Path OTHER_TRACKS = Path.of("maps/tracks");

    @Option(names = {"-i", "--input"}, paramLabel = "FILE", defaultValue = "maps/track_ids.txt",
            description = "Track list to read, one id a line; - reads stdin.")
    @HelpSection(HelpSection.PLACES)
    private Path input;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", defaultValue = "maps/track_ids_standard.txt",
            description = "Track list to write; - writes to stdout.")
    @HelpSection(HelpSection.PLACES)
    private Path output;

    @Option(names = {"-t", "--tracks-dir"}, paramLabel = "DIR", defaultValue = "maps/tracks_tmnf",
            description =
                    "Folder of the challenges: DIR/<track id>.Challenge.Gbx or "
                    + "DIR/<track id>/*.Challenge.Gbx. Where the default is missing, maps/tracks is taken.")
    @HelpSection(HelpSection.PLACES)
    private Path tracksDir;

    @Option(names = "--only-with-maps", description = "Drop tracks without a challenge file.")
    @HelpSection(HelpSection.SELECTION)
    private boolean onlyWithMaps;

    @Option(names = "--environments", paramLabel = "NAME", split = ",",
            defaultValue = "Stadium,Speed,Alpine,Rally,Bay,Island,Coast,Desert",
            description = "Accepted environments. Desert is Speed, Snow is Alpine.")
    @HelpSection(HelpSection.SELECTION)
    private List<String> environments;

    @Option(names = "--map-types", paramLabel = "TYPE", split = ",", defaultValue = "Race",
            description = "Accepted play modes: ${COMPLETION-CANDIDATES}.")
    @HelpSection(HelpSection.SELECTION)
    private List<MapType> mapTypes;

    @Option(names = "--max-preview-duration", paramLabel = "SECONDS", converter = Seconds.class,
            description = "Drop tracks whose intro is longer; also 1m30s or 500ms.")
    @HelpSection(HelpSection.SELECTION)
    private Duration maxIntro; // null: any

    @Option(names = {"-j", "--jobs", "--workers"}, paramLabel = "N", defaultValue = "0",
            description = "Tracks judged at the same time; 0: as many as there are processors.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private int jobs;

    @Mixin
    private FilterOptions options;

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        OptionsBefore.refuse(spec());
        FilterOptions.requireKnown("--environments", environments, Environments.KNOWN);
        int parallel = FilterOptions.workers(jobs, Runtime.getRuntime().availableProcessors());
        FilterOutputs outputs = options.outputs(output, null, context);
        TrackList list = FilterOptions.read(input, options.style(), context);
        Path tracks = tracksDir(context);
        MapTypeConfig config = new MapTypeConfig(context.requireDirectory(tracks), onlyWithMaps, parallel,
                options.style(), options.onParseError(), environments, Set.copyOf(mapTypes),
                maxIntroMs(context));
        if (!options.upstream()) {
            context.note("Judging " + list.distinct().size() + " tracks by the challenges in " + tracks
                    + "; Ctrl+C stops without writing");
        }
        MapTypeFilter filter = new MapTypeFilter(config, ChallengeSource.FILES);
        FilterOutcome outcome = FilterResults.run(context, list, tracks,
                listener -> filter.run(list, outputs, listener, context::interrupted));
        CommandResult result =
                FilterResults.result(context, outcome, options.style(), list, tracks, places(tracks));
        return outcome.complete() ? described(context, outcome, tracks, result) : result;
    }

    private Path tracksDir(CommandContext context) {
        boolean missing = tracksDir.equals(DEFAULT_TRACKS)
                && !Files.isDirectory(context.resolve(DEFAULT_TRACKS));
        if (missing && !typed("--tracks-dir") && Files.isDirectory(context.resolve(OTHER_TRACKS))) {
            context.warn("OTHER_TRACKS_DIR", "there is no " + DEFAULT_TRACKS + ", taking " + OTHER_TRACKS
                    + "; --tracks-dir names another folder");
            return OTHER_TRACKS;
        }
        return tracksDir;
    }

    private int maxIntroMs(CommandContext context) {
        if (maxIntro != null && options.upstream()) {
            context.warn("IGNORED", "--max-preview-duration has no effect with --style upstream");
        }
        return maxIntro == null || options.upstream()
                ? MapTypeConfig.ANY_INTRO
                : (int) Math.min(Integer.MAX_VALUE, maxIntro.toMillis());
    }

    private CommandResult described(
            CommandContext context, FilterOutcome outcome, Path folder, CommandResult result) {
        boolean stdout = output.equals(FilterOptions.STANDARD_STREAM);
        CommandResult described = stdout || options.dryRun()
                ? result.withLines(stdout ? outcome.keptIds() : List.of())
                : result.withNext(NextStep.fixNames(context, output, folder));
        if (options.upstream() && !options.dryRun()) {
            UpstreamLines.mapType(outcome, output).forEach(context::note);
            return described;
        }
        List<String> summary = FilterResults.summary(
                context, outcome, folder, options.dryRun() ? "; nothing written" : ": " + output);
        if (stdout) {
            summary.forEach(context::note);
            return described;
        }
        return described.withLines(summary);
    }

    private Map<String, Path> places(Path tracks) {
        Map<String, Path> places = new LinkedHashMap<>();
        places.put("input", input);
        places.put("output", output);
        places.put("tracksDir", tracks);
        return places;
    }
}
