package tmnf.cli.filter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.files.OutputPlace;
import tmnf.cli.run.Suggestions;
import tmnf.gbx.filter.FilterOutputs;
import tmnf.gbx.filter.FilterStyle;
import tmnf.gbx.filter.ParseErrorPolicy;
import tmnf.gbx.filter.TrackList;
import tmnf.gbx.filter.TrackListException;

/** Mix-in of both filters. */
final class FilterOptions {

    static final Path STANDARD_STREAM = Path.of("-");

    @Option(names = "--style", paramLabel = "STYLE", defaultValue = "default",
            description =
                    "Whose rules: ${COMPLETION-CANDIDATES}. upstream reproduces the Python tools exactly.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private FilterStyle style;

    @Option(names = "--on-parse-error", paramLabel = "POLICY",
            description =
                    "Files that cannot be read: ignore (they do not count), keep (they count as fine), drop "
                    + "(the track is dropped), fail (stop, write nothing). They are listed in any case. "
                    + "Default: ignore, with --style upstream keep.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private ParseErrorPolicy onParseError; // null: not given

    @Option(names = "--report", paramLabel = "FILE",
            description = "Write the reason for every track to FILE, as .csv or .json.")
    @HelpSection(HelpSection.OUTPUT)
    private Path report; // null: none

    @Mixin
    private DryRunOption dryRun;

    FilterStyle style() {
        return style;
    }

    boolean upstream() {
        return style == FilterStyle.UPSTREAM;
    }

    ParseErrorPolicy onParseError() {
        if (onParseError != null) {
            return onParseError;
        }
        return upstream() ? ParseErrorPolicy.KEEP : ParseErrorPolicy.IGNORE;
    }

    boolean dryRun() {
        return dryRun.active();
    }

    /** The report's place, or null when there is none or nothing may be written. */
    Path report(CommandContext context) {
        if (report == null) {
            return null;
        }
        String name = report.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".csv") && !name.endsWith(".json")) {
            throw CliException.usage("--report " + report + " is neither .csv nor .json",
                    "the name's ending chooses the form: name it .csv or .json");
        }
        return target("--report", report, context);
    }

    /** Where a file goes; null for stdout, for no file, and in a dry run. */
    Path target(String option, Path file, CommandContext context) {
        if (file == null || dryRun() || file.equals(STANDARD_STREAM)) {
            return null;
        }
        Path resolved = context.resolve(file);
        if (Files.isDirectory(resolved)) {
            throw CliException.usage(option + " " + file + " is a folder", "name a file");
        }
        OutputPlace.requireWritable(option + " " + file, resolved);
        return resolved;
    }

    /** Where everything goes; refuses two results in one file. */
    FilterOutputs outputs(Path output, Path cleanReplays, CommandContext context) {
        if (cleanReplays != null && cleanReplays.equals(STANDARD_STREAM)) {
            throw CliException.usage("--clean-replays does not go to stdout", "name a file");
        }
        FilterOutputs outputs = new FilterOutputs(target("--output", output, context), report(context),
                target("--clean-replays", cleanReplays, context));
        Map<Path, String> taken = new HashMap<>();
        requireFree(taken, "--output", outputs.kept());
        requireFree(taken, "--report", outputs.report());
        requireFree(taken, "--clean-replays", outputs.cleanReplays());
        return outputs;
    }

    private static void requireFree(Map<Path, String> taken, String option, Path file) {
        String other = file == null ? null : taken.putIfAbsent(file.toAbsolutePath().normalize(), option);
        if (other != null) {
            throw CliException.usage(option + " and " + other + " name one file: " + file,
                    "give each a file of its own");
        }
    }

    /** Reads a track list from a file, or from stdin for {@code -}. Refuses an empty one. */
    static TrackList read(Path input, FilterStyle style, CommandContext context) throws IOException {
        try {
            byte[] text = input.equals(STANDARD_STREAM)
                    ? context.in().readAllBytes()
                    : Files.readAllBytes(context.requireFile(input));
            TrackList list = TrackList.parse(input.toString(), text, style);
            if (list.ids().isEmpty() && style == FilterStyle.DEFAULT) {
                throw new CliException(ExitStatus.NO_INPUT, "INPUT_EMPTY", "no track id in " + input, "",
                        "a track list has one track id a line");
            }
            if (style == FilterStyle.DEFAULT && !list.duplicates().isEmpty()) {
                String count = FilterWords.count(list.duplicates().size(), "duplicate track id");
                context.warn("DUPLICATE_TRACKS", count + " in " + input + ", for example "
                        + list.duplicates().get(0) + "; each is judged once");
            }
            return list;
        } catch (TrackListException e) {
            throw new CliException(ExitStatus.NO_INPUT, "INPUT_UNREADABLE", e.getMessage(), "",
                    "give the list of track ids, not another file", e);
        }
    }

    /** The number of workers; {@code automatic} for 0. */
    static int workers(int given, int automatic) {
        if (given < 0) {
            throw CliException.usage("--workers " + given + " is negative",
                    "give the number of workers, or 0 to choose it automatically");
        }
        return given == 0 ? Math.max(1, automatic) : given;
    }

    /** Known words in the spelling of the list; an unknown one is a usage error with a suggestion. */
    static void requireKnown(String option, List<String> words, List<String> known) {
        for (String word : words) {
            if (known.stream().noneMatch(word.strip()::equalsIgnoreCase)) {
                throw CliException.usage("unknown value '" + word + "' of " + option,
                        Suggestions.nearest(word, known).map(near -> "did you mean " + near + "?")
                                .orElse("choose from " + String.join(", ", known)));
            }
        }
    }
}
