package tmnf.cli.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.care.CheckFinding;
import tmnf.capture.dataset.care.CheckRule;
import tmnf.capture.dataset.care.ContactSheet;
import tmnf.capture.dataset.care.DatasetCheck;
import tmnf.capture.dataset.care.DatasetSummary;
import tmnf.capture.dataset.care.FloatSelfCheck;
import tmnf.capture.dataset.care.ReplayCheck;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.Progress;
import tmnf.cli.command.ResultStream;
import tmnf.cli.download.Figures;
import tmnf.cli.files.ShellWords;
import tmnf.cli.run.Printable;
import tmnf.gbx.file.AtomicFile;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;

/** What {@code tmnf inspect} does with datasets: a summary, a check, a contact sheet. */
final class DatasetInspection {

    private static final double MS_AN_HOUR = 3_600_000;

    private final CommandContext context;
    private final List<DatasetOperand> operands;
    private int errors;
    private int remarks;
    private int broken;
    private int oldLabels;

    DatasetInspection(CommandContext context, List<DatasetOperand> operands) {
        this.context = context;
        this.operands = operands;
    }

    /** Whether float inputs are made as they should be; without any dataset. */
    static CommandResult selfCheck() throws IOException {
        List<String> problems = FloatSelfCheck.run();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("selfCheck", problems.isEmpty() ? "pass" : "fail");
        json.put("problems", problems);
        if (problems.isEmpty()) {
            return CommandResult.ok().withText("PASS: vec.shape, dtype, temporal, segments "
                    + "OK").withJson(json);
        }
        return CommandResult.of(ExitStatus.CHECK_FAILED).withText("FAIL: " + String.join("; ", problems))
                .withJson(json).withProblem("float inputs are not made as the training expects them");
    }

    /** @param sheet the place of a contact sheet, or null for none */
    CommandResult run(boolean check, Path sheet) throws IOException, InterruptedException {
        context.interrupted(); // from now on a signal waits for us
        List<CapturedReplay> all = operands.stream().flatMap(operand -> operand.replays().stream()).toList();
        if (all.isEmpty()) {
            throw CliException.noInput("no captured replay in " + operands.get(0).asGiven(), "",
                    "capture some, or name the dataset's folder");
        }
        Map<String, Object> json = new LinkedHashMap<>();
        List<Map<String, Object>> summaries = new ArrayList<>();
        for (DatasetOperand operand : operands) {
            DatasetSummary summary = DatasetSummary.of(operand.root(), operand.replays(),
                    context::interrupted);
            lines(operand.asGiven(), summary).forEach(context.out()::println);
            summaries.add(json(operand, summary));
        }
        if (context.interrupted() || check && !check(all)) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withProblem("stopped before the end");
        }
        json.put("datasets", summaries);
        if (sheet != null) {
            draw(all, sheet);
            json.put("contactSheet", sheet);
        }
        return check ? checked(all.size(), json) : CommandResult.ok().withJson(json)
                .withNext("tmnf inspect --check " + ShellWords.of(operands.get(0).asGiven()));
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** In hours, as datasets are measured; what is shorter than one, in minutes and seconds. */
    private static String raceTime(long ms) {
        return ms >= MS_AN_HOUR ? String.format(Locale.ROOT, "%.2f h", ms / MS_AN_HOUR)
                : String.format(Locale.ROOT, "%d:%02d min", ms / 60_000, ms / 1_000 % 60);
    }

    private static List<String> lines(Path asGiven, DatasetSummary summary) {
        List<String> lines = new ArrayList<>();
        lines.add(Printable.of(asGiven + ": " + count(summary.replays(), "replay") + " of "
                + count(summary.tracks(), "track")));
        lines.add(String.format(Locale.ROOT, "  frames       %,d, %,.1f MB", summary.frames(),
                summary.bytes() / 1e6));
        lines.add("  race time    " + raceTime(summary.raceTimeMs()));
        lines.add("  size         " + words(summary.sizes()));
        lines.add("  colour       " + words(summary.colours()));
        lines.add("  fps          " + words(summary.fps()));
        lines.add("  complete     " + summary.complete() + (summary.otherTool() == 0 ? ""
                : ", and " + summary.otherTool() + " of other tools"));
        if (summary.packed() > 0) {
            lines.add("  packed       " + summary.packed());
        }
        if (summary.incomplete() > 0) {
            lines.add("  incomplete   " + summary.incomplete());
        }
        if (summary.quarantined() > 0) {
            lines.add("  quarantined  " + summary.quarantined());
        }
        return lines;
    }

    /** {@code 64x64}, or {@code 64x64 (12), 256x256 (3)}. */
    private static String words(Map<String, Integer> counts) {
        if (counts.size() == 1) {
            return counts.keySet().iterator().next();
        }
        return String.join(", ", counts.entrySet().stream()
                .map(each -> each.getKey() + " (" + each.getValue() + ")").toList());
    }

    private static Map<String, Object> json(DatasetOperand operand, DatasetSummary summary) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", operand.asGiven());
        json.put("absolute", operand.root());
        json.put("tracks", summary.tracks());
        json.put("replays", summary.replays());
        json.put("frames", summary.frames());
        json.put("bytes", summary.bytes());
        json.put("raceTimeMs", summary.raceTimeMs());
        json.put("sizes", summary.sizes());
        json.put("colours", summary.colours());
        json.put("fps", summary.fps());
        json.put("complete", summary.complete());
        json.put("otherTool", summary.otherTool());
        json.put("incomplete", summary.incomplete());
        json.put("packed", summary.packed());
        json.put("quarantined", summary.quarantined());
        return json;
    }

    /** False when it was stopped. */
    private boolean check(List<CapturedReplay> all) throws IOException, InterruptedException {
        DatasetCheck check = new DatasetCheck(ObservationLayout.of(ObservationConfig.DEFAULT),
                Runtime.getRuntime().availableProcessors());
        try (ResultStream stream = context.stream("captures");
                Progress progress = context.progress("checking", all.size())) {
            return check.run(all, checked -> {
                show(checked);
                stream.add(json(checked));
                progress.advance(1);
            }, context::interrupted);
        }
    }

    private void show(ReplayCheck checked) {
        errors += checked.errors();
        remarks += checked.remarks();
        broken += checked.errors() > 0 ? 1 : 0;
        oldLabels += checked.counts().containsKey(CheckRule.OLD_LABELS) ? 1 : 0;
        if (checked.errors() == 0 && (checked.remarks() == 0 || context.verbosity() < 1)) {
            return;
        }
        context.out().println(Printable.of(checked.replay().trackId() + "/" + checked.replay().name()));
        for (CheckFinding finding : checked.findings()) {
            if (finding.rule().isError() || context.verbosity() > 0) {
                context.out().println(Printable.of("  " + finding));
            }
        }
        checked.counts().forEach((rule, count) -> {
            if (count > ReplayCheck.MOST_OF_A_RULE && (rule.isError() || context.verbosity() > 0)) {
                context.out().println("  " + rule.text() + ": " + (count - ReplayCheck.MOST_OF_A_RULE)
                        + " more");
            }
        });
    }

    private static Map<String, Object> json(ReplayCheck checked) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("track", checked.replay().trackId());
        json.put("replay", checked.replay().name());
        json.put("frames", checked.frames());
        json.put("frameBytes", checked.frameBytes());
        json.put("snapshots", checked.snapshots());
        json.put("errors", checked.errors());
        Map<String, Integer> counts = new LinkedHashMap<>();
        checked.counts().forEach((rule, count) -> counts.put(rule.name(), count));
        json.put("counts", counts);
        json.put("findings", checked.findings().stream()
                .map(finding -> Map.of("rule", finding.rule().name(), "detail", finding.detail())).toList());
        return json;
    }

    private CommandResult checked(int replays, Map<String, Object> json) {
        json.put("checked", replays);
        json.put("withErrors", broken);
        json.put("errors", errors);
        json.put("remarks", remarks);
        json.put("oldLabels", oldLabels);
        String notes = remarks == 0 ? "" : ", " + Figures.count(remarks, "remark") + " (-v shows)";
        if (errors == 0) {
            return CommandResult.ok().withJson(json)
                    .withText("Checked " + replays + " replays: nothing is wrong" + notes);
        }
        CommandResult result = CommandResult.of(ExitStatus.CHECK_FAILED).withJson(json)
                .withText("Checked " + replays + " replays: " + errors + " errors in " + broken + notes)
                .withProblem(broken + " of " + replays + " replays are not what they claim to be");
        return oldLabels == 0 ? result : result.withNext("tmnf capture --overwrite (" + oldLabels
                + " replays have labels that cannot be right)");
    }

    private void draw(List<CapturedReplay> all, Path sheet) throws IOException {
        String title = all.size() == 1 ? all.get(0).trackId() + "/" + all.get(0).name()
                : operands.get(0).asGiven() + ", " + all.size() + " replays";
        AtomicFile.write(context.resolve(sheet), ContactSheet.png(Printable.of(title), all));
        context.note("drew a contact sheet into " + sheet);
    }
}
