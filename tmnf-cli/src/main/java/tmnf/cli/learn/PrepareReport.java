package tmnf.cli.learn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.download.Figures;
import tmnf.pretrain.data.FrameCache;
import tmnf.pretrain.data.NpyExport;
import tmnf.pretrain.data.UnreadableFrame;
import tmnf.pretrain.label.ManifestProblem;

/**
 * What {@code tmnf pretrain prepare} says at its end.
 *
 * @param folder as it was given
 * @param kept whether all was there already
 * @param unreadableFrames of the tracks that were asked for
 * @param written null: no samples
 * @param labels null: samples have none
 */
record PrepareReport(String format, Path folder, boolean kept, FrameCache cache,
        List<UnreadableFrame> unreadableFrames, NpyExport.Written written, PreparedLabels labels) {

    private static final int PROBLEMS = 3;

    CommandResult result(CommandContext context, String next) {
        List<String> unreadable = unreadableFrames.stream().map(UnreadableFrame::toString).toList();
        List<String> problems = labels == null ? List.of()
                : labels.problems().stream().map(ManifestProblem::toString).toList();
        return CommandResult.finished(unreadable.size() + problems.size())
                .withProblem(problem(unreadable, problems))
                .withLines(lines(readable()))
                .withJson(json(context, unreadable, problems))
                .withNext(next);
    }

    private int readable() {
        return cache.count() - cache.unreadable().size();
    }

    private List<String> lines(int readable) {
        List<String> lines = new ArrayList<>();
        lines.add((kept ? "Nothing to do, all is there: " : "Decoded ") + Figures.count(readable, "frame")
                + " of " + new ImageSize(cache.width(), cache.height()) + ": " + folder);
        if (written != null) {
            lines.add(NpyExport.TRAIN + ": " + Figures.count(written.train(), "sample") + "; "
                    + NpyExport.VALIDATION + ": " + (written.validation() == 0 ? "none"
                            : Figures.count(written.validation(), "sample")));
        }
        if (labels != null && labels.withoutAction() + labels.withoutFloats() > 0) {
            lines.add("Left out: " + Figures.count(labels.withoutAction(), "sample")
                    + " without a known action, " + Figures.count(labels.withoutFloats(), "sample")
                    + " without a state");
        }
        return lines;
    }

    private Map<String, Object> json(CommandContext context, List<String> unreadable, List<String> problems) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", format);
        json.put("kept", kept);
        json.put("frames", readable());
        json.put("height", cache.height());
        json.put("width", cache.width());
        json.put("train", written == null ? null : written.train());
        json.put("validation", written == null ? null : written.validation());
        json.put("withoutAction", labels == null ? null : labels.withoutAction());
        json.put("withoutFloats", labels == null ? null : labels.withoutFloats());
        json.put("unreadable", unreadable.size());
        json.put("unreadableNames", unreadable);
        json.put("labelProblems", problems);
        json.put("folder", folder);
        json.put("absolute", Map.of("folder", context.resolve(folder)));
        return json;
    }

    /** Replays, of which each may have several problems. */
    private long incomplete() {
        return labels.problems().stream().map(ManifestProblem::replay).distinct().count();
    }

    private String problem(List<String> unreadable, List<String> problems) {
        List<String> said = new ArrayList<>();
        if (!unreadable.isEmpty()) {
            said.add(PretrainReport.unreadable(unreadable.size(), unreadable));
        }
        if (!problems.isEmpty()) {
            said.add("labels of " + Figures.count(incomplete(), "replay") + " are not complete: "
                    + String.join("; ", problems.subList(0, Math.min(PROBLEMS, problems.size())))
                    + (problems.size() > PROBLEMS ? "; ..." : ""));
        }
        return String.join(". ", said);
    }
}
