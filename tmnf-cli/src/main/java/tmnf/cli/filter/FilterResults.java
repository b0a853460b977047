package tmnf.cli.filter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.Progress;
import tmnf.gbx.filter.FilterListener;
import tmnf.gbx.filter.FilterOutcome;
import tmnf.gbx.filter.FilterStyle;
import tmnf.gbx.filter.Reason;
import tmnf.gbx.filter.TrackList;
import tmnf.gbx.filter.UnreadableFile;
import tmnf.gbx.filter.UnreadableInputException;

/** Turns what a filter did into text, JSON and exit code. */
final class FilterResults {

    private static final int SHOWN = 20;

    /** A filter, ready to go. */
    interface Filter {
        FilterOutcome run(FilterListener listener) throws IOException;
    }

    private FilterResults() {
    }

    /** Runs a filter on a folder, with progress; with {@code -v} every dropped track is named as it comes. */
    static FilterOutcome run(CommandContext context, TrackList list, Path folder, Filter filter)
            throws IOException {
        // From the first question on a signal waits for us: ask before the first temporary file is made.
        context.interrupted();
        try (Progress progress = context.progress("Judging tracks", list.distinct().size())) {
            return filter.run((judgement, done, total) -> {
                progress.advance(1);
                if (context.verbosity() > 0 && !judgement.kept()) {
                    context.note("dropped " + judgement.track() + ": " + FilterWords.why(judgement));
                }
            });
        } catch (UnreadableInputException e) {
            UnreadableFile file = e.unreadable();
            throw new CliException(ExitStatus.FAILURE, "UNREADABLE_INPUT",
                    "cannot read " + folder.resolve(file.file()), file.why(),
                    (file.denied() ? "change its permissions or run as its owner" : "replace or remove it")
                            + ", or choose another --on-parse-error; nothing was written", e);
        }
    }

    /** Exit code and JSON; the caller adds text. */
    static CommandResult result(CommandContext context, FilterOutcome outcome, FilterStyle style,
            TrackList list, Path folder, Map<String, Path> places) {
        if (!outcome.complete()) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withProblem("stopped; nothing was written");
        }
        return CommandResult.finished(outcome.unreadableCount())
                .withJson(json(context, outcome, style, list, folder, places));
    }

    /** The summary for people, and warnings about what could not be read. */
    static List<String> summary(CommandContext context, FilterOutcome outcome, Path folder, String target) {
        List<String> lines = new ArrayList<>();
        lines.add("Kept " + outcome.kept() + " of " + outcome.listed() + " tracks" + target);
        for (Reason reason : Reason.values()) {
            int dropped = outcome.dropped(reason);
            int kept = outcome.count(reason) - dropped;
            if (dropped > 0) {
                lines.add("  dropped " + dropped + ": " + FilterWords.of(reason));
            }
            if (kept > 0 && reason != Reason.CLEAN && reason != Reason.STANDARD) {
                lines.add("  kept " + kept + ": " + FilterWords.of(reason));
            }
        }
        for (UnreadableFile file : outcome.unreadable().stream().limit(SHOWN).toList()) {
            context.warn("UNREADABLE", "cannot read " + folder.resolve(file.file()) + ": " + file.why());
        }
        if (outcome.unreadableCount() > SHOWN) {
            context.warn("UNREADABLE", (outcome.unreadableCount() - SHOWN) + " more files cannot be read; "
                    + "--report FILE lists them by track");
        }
        return lines;
    }

    private static Map<String, Object> json(CommandContext context, FilterOutcome outcome, FilterStyle style,
            TrackList list, Path folder, Map<String, Path> places) {
        Map<String, Object> json = new LinkedHashMap<>();
        Map<String, Path> absolute = new LinkedHashMap<>();
        places.forEach((name, path) -> {
            json.put(name, path);
            if (!path.equals(FilterOptions.STANDARD_STREAM)) {
                absolute.put(name, context.resolve(path));
            }
        });
        json.put("absolute", absolute);
        json.put("style", style.toString());
        json.put("listed", outcome.listed());
        json.put("kept", outcome.kept());
        json.put("dropped", outcome.dropped());
        json.put("duplicates", list.duplicates());
        json.put("keptBy", counts(outcome, false));
        json.put("droppedBy", counts(outcome, true));
        json.put("droppedTracks", outcome.droppedTracks().stream().map(track -> track.facts()).toList());
        json.put("unreadable", outcome.unreadableCount());
        json.put("unreadableFiles", outcome.unreadable().stream()
                .map(file -> Map.of("file", folder.resolve(file.file()), "why", file.why()))
                .toList());
        return json;
    }

    private static Map<String, Integer> counts(FilterOutcome outcome, boolean dropped) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Reason reason : Reason.values()) {
            int count = dropped ? outcome.dropped(reason) : outcome.count(reason) - outcome.dropped(reason);
            if (count > 0) {
                counts.put(reason.toString(), count);
            }
        }
        return counts;
    }
}
