package tmnf.gbx.filter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What the Python tools log at the end of a filter run, word for word; for those who parse it. */
public final class UpstreamLines {

    private static final String SAME_BYTES = " (same bytes)";

    private static final int EXCLUDED_SHOWN = 20;

    private UpstreamLines() {}

    /** Lines of the no-respawn filter. The three places are shown as given. */
    public static List<String> noRespawn(
            FilterOutcome outcome, String input, String output, String replaysDir, boolean verbose) {
        int withoutFolder = outcome.count(Reason.NO_REPLAYS);
        int excluded = outcome.dropped() - outcome.dropped(Reason.NO_REPLAYS);
        List<String> lines = new ArrayList<>();
        lines.add("Read " + outcome.listed() + " track IDs from " + input);
        lines.add("Tracks with replays dir in " + replaysDir + ": " + outcome.folders());
        lines.add("Will check " + (outcome.listed() - withoutFolder) + " tracks (have replays); "
                + withoutFolder + " in input have no replays dir (skipped).");
        lines.add("Wrote " + outcome.kept() + " track IDs to " + output);
        lines.add("Summary: kept=" + outcome.kept() + "  excluded (has respawn)=" + excluded
                + "  no replays (not in maps/replays)=" + withoutFolder
                + "  parse errors (corrupt replays)=" + outcome.unreadableLines());
        if (outcome.unreadableLines() > 0) {
            lines.add("Parse errors are from pygbx reading corrupt/truncated .gbx or non-UTF-8 strings; "
                    + "those replays were treated as 'no respawn'.");
        }
        if (!verbose && excluded > 0) {
            List<String> shown = outcome.droppedTracks().stream()
                    .filter(track -> track.reason() != Reason.NO_REPLAYS)
                    .map(TrackJudgement::track)
                    .limit(EXCLUDED_SHOWN)
                    .toList();
            lines.add("First " + EXCLUDED_SHOWN + " excluded: " + pythonList(shown));
        }
        lines.add("Use with capture: --track-ids " + output);
        return lines;
    }

    /** The final lines of the map-type filter. */
    public static List<String> mapType(FilterOutcome outcome, Path output) {
        return List.of(
                "Total custom maps (excluded): " + outcome.dropped(Reason.ENVIRONMENT),
                "Total maps without Challenge.Gbx: " + outcome.count(Reason.NO_MAP),
                "Parse errors (corrupt/truncated .gbx): " + outcome.unreadableLines(),
                "Writing " + outcome.kept() + " track IDs to " + output,
                "Done. Output: " + output);
    }

    /** What the renamer's dry run prints. */
    public static List<String> fixNamesDryRun(RenamePlan plan) {
        List<String> lines = new ArrayList<>();
        for (RenameStep step : plan.steps()) {
            lines.add(would(step));
        }
        lines.add("");
        lines.add("Done. Would rename: " + plan.renames().size() + ", Conflicts: " + plan.conflicts().size()
                + dropped(plan.drops().size()));
        lines.add("Run without --dry-run to apply changes.");
        return lines;
    }

    /** What the renamer prints on the way, line by line. */
    public static RenameListener fixNames(Consumer<String> print) {
        return new RenameListener() {
            @Override
            public void renamed(RenameStep.Rename step) {
                print.accept(line("RENAMED", step, ""));
            }

            @Override
            public void dropped(RenameStep.Drop step) {
                print.accept(line("DROPPED", step, SAME_BYTES));
            }

            @Override
            public void restored(RenameStep.Restore step) {
                print.accept(line("RESTORED", step, SAME_BYTES));
            }

            @Override
            public void conflict(RenameStep step) {
                print.accept(UpstreamLines.conflict(step));
            }

            @Override
            public void failed(RenameStep step, String why) {
                print.accept(line("FAILED", step, " (" + why + ")"));
            }
        };
    }

    /** What the renamer prints at the end. */
    public static List<String> fixNamesDone(RenameResult result) {
        return List.of("", "Done. Renamed: " + result.renamed() + ", Conflicts: " + result.conflicts()
                + dropped(result.dropped()));
    }

    /** Nothing where there are none: the renamer knows no duplicates. */
    private static String dropped(int count) {
        return count == 0 ? "" : ", Dropped: " + count;
    }

    private static String would(RenameStep step) {
        if (step instanceof RenameStep.Rename) {
            return line("WOULD RENAME", step, "");
        }
        if (step instanceof RenameStep.Drop) {
            return line("WOULD DROP", step, SAME_BYTES);
        }
        return step instanceof RenameStep.Restore ? line("WOULD RESTORE", step, SAME_BYTES) : conflict(step);
    }

    private static String conflict(RenameStep step) {
        return line("CONFLICT", step, " (target exists, skipping)");
    }

    private static String line(String what, RenameStep step, String more) {
        return "  " + what + ": " + step.folder() + "/" + step.oldName() + " -> " + step.newName() + more;
    }

    private static String pythonList(List<String> texts) {
        return texts.stream().map(UpstreamLines::pythonText).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A text as Python shows it in a list. */
    private static String pythonText(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder shown = new StringBuilder().append(quote);
        for (char c : text.toCharArray()) {
            if (c == '\\' || c == quote) {
                shown.append('\\');
            }
            shown.append(c);
        }
        return shown.append(quote).toString();
    }
}
