package tmnf.cli.iqn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.files.ShellWords;
import tmnf.cli.run.Printable;
import tmnf.rl.inject.Difference;
import tmnf.rl.inject.InjectionException;
import tmnf.rl.inject.InjectionPlan;
import tmnf.rl.inject.KeyAction;
import tmnf.rl.inject.PretrainedFiles;
import tmnf.rl.net.WeightPair;

/** Puts the end of {@code init-iqn} into words. */
final class InjectionReport {

    private static final String IS = "is";
    private static final String SHOULD_BE = "should be";

    private final CommandContext context;
    private final PretrainedFiles files;
    private final Path place;
    private final boolean dryRun;

    InjectionReport(CommandContext context, PretrainedFiles files, Path place, boolean dryRun) {
        this.context = context;
        this.files = files;
        this.place = place;
        this.dryRun = dryRun;
    }

    CommandResult done(InjectionPlan plan) {
        plan.warnings().forEach(warning -> context.warn(warning.code(), warning.message()));
        Path online = place.resolve(WeightPair.ONLINE);
        Path target = place.resolve(WeightPair.TARGET);
        List<String> lines = new ArrayList<>(plan.notes());
        lines.addAll(table(plan.actions()));
        long weights = plan.online().tensors().values().stream().mapToLong(tensor -> tensor.elements())
                .sum();
        boolean change = plan.change() != InjectionPlan.Change.NONE;
        lines.add(String.format(Locale.ROOT, "%s and %s: %s%s, %d tensors, %,d weights", online, target,
                dryRun && change ? "would be " : "", plan.change().label(), plan.online().names().size(),
                weights));
        CommandResult result = CommandResult.ok().withLines(lines).withJson(json(plan, online, target));
        return dryRun ? result : result.withNext("tmnf inspect " + ShellWords.of(online));
    }

    private static List<String> table(List<KeyAction> actions) {
        int keys = width(actions.stream().map(KeyAction::key).toList());
        int shapes = width(actions.stream().map(action -> action.shape().toString()).toList());
        return actions.stream().map(action -> String.format("  %-" + keys + "s  %-" + shapes + "s  %s%s",
                action.key(), action.shape(), action.origin(),
                action.change().isEmpty() ? "" : ", " + action.change())).toList();
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(1);
    }

    private Map<String, Object> json(InjectionPlan plan, Path online, Path target) {
        Map<String, Object> json = new LinkedHashMap<>();
        putFiles(json);
        json.put("saveDir", place.toString());
        json.put("absolute", context.resolve(place).toString());
        json.put("online", online.toString());
        json.put("target", target.toString());
        json.put("dryRun", dryRun);
        json.put("change", plan.change().label());
        json.put("notes", plan.notes());
        json.put("keys", plan.actions().stream().map(InjectionReport::json).toList());
        return json;
    }

    private void putFiles(Map<String, Object> json) {
        json.put("encoder", files.encoder().map(Path::toString).orElse(null));
        files.heads().ifPresent(file -> json.put("bcHeads", file.toString()));
        files.floatHead().ifPresent(file -> json.put("floatHead", file.toString()));
        files.actionsHead().ifPresent(file -> json.put("actionsHead", file.toString()));
    }

    private static Map<String, Object> json(KeyAction action) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", action.key());
        json.put("shape", action.shape());
        json.put("from", action.origin().toString());
        json.put("change", action.change());
        return json;
    }

    // ---------------------------------------------------------------------------------------------- refusals

    CommandResult refused(InjectionException refusal) {
        if (refusal.differences().isEmpty()) {
            throw new CliException(switch (refusal.reason()) {
                case NO_ENCODER, NO_PAIR, HALF_PAIR -> ExitStatus.NO_INPUT;
                case NO_IMAGE_HEAD -> ExitStatus.USAGE;
                default -> ExitStatus.FAILURE;
            }, refusal.reason().name(), refusal.getMessage(), "", refusal.advice(), refusal);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        putFiles(json);
        json.put("saveDir", place.toString());
        json.put("reason", refusal.reason().name());
        json.put("differences", refusal.differences());
        return CommandResult.of(ExitStatus.CHECK_FAILED).withLines(differences(refusal.differences()))
                .withText("fix: " + refusal.advice()).withJson(json).withProblem(refusal.getMessage());
    }

    private static List<String> differences(List<Difference> differences) {
        List<Difference> rows = new ArrayList<>();
        rows.add(new Difference("key", IS, SHOULD_BE));
        rows.addAll(differences);
        int keys = width(rows.stream().map(Difference::key).toList());
        int is = width(rows.stream().map(Difference::is).toList());
        return rows.stream().map(row -> Printable.line(String.format("  %-" + keys + "s  %-" + is + "s  %s",
                row.key(), row.is(), row.shouldBe()))).toList();
    }
}
