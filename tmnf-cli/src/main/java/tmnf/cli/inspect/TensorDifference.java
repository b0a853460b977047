package tmnf.cli.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.run.Printable;
import tmnf.pretrain.inspect.TensorComparison;
import tmnf.pretrain.inspect.TensorFile;

/** What differs between two files of tensors. */
final class TensorDifference {

    private TensorDifference() {}

    /** Compares them; ends with 0 when nothing differs, else with 6. */
    static CommandResult between(CommandContext context, Path first, Path second, int limit)
            throws IOException {
        TensorComparison compared = TensorComparison.of(TensorFile.read(context.requireFile(first)),
                TensorFile.read(context.requireFile(second)));
        List<TensorComparison.Row> differences = compared.differences();
        List<String> lines = new ArrayList<>();
        int keys = differences.stream().mapToInt(row -> row.key().length()).max().orElse(1);
        int relations = differences.stream().mapToInt(row -> row.relation().label().length()).max().orElse(1);
        for (TensorComparison.Row row : differences) {
            lines.add(String.format("  %-" + keys + "s  %-" + relations + "s  %s", row.key(),
                    row.relation().label(), detail(row)));
        }
        compared.values().stream().limit(limit).forEach(value -> lines.add("  " + value + ": other value"));
        if (compared.values().size() > limit) {
            lines.add("  ... and " + (compared.values().size() - limit) + " more values; --limit shows more");
        }
        String summary = compared.isSame() ? "the same bits in all " + compared.rows().size() + " tensors"
                : differences.size() + " of " + compared.rows().size() + " tensors differ"
                + (compared.values().isEmpty() ? "" : ", and " + compared.values().size() + " other values");
        CommandResult result = CommandResult.of(compared.isSame() ? ExitStatus.OK : ExitStatus.CHECK_FAILED)
                .withLines(lines.stream().map(Printable::line).toList())
                .withText(first + " and " + second + ": " + summary).withJson(json(first, second, compared));
        return compared.isSame() ? result : result.withProblem("the files differ: " + summary);
    }

    private static String detail(TensorComparison.Row row) {
        String types = row.first().equals(row.second()) ? row.first() : row.first()
                + (row.first().isEmpty() || row.second().isEmpty() ? "" : " and ") + row.second();
        return types + (row.maxDifference().isEmpty() ? "" : ", at most "
                + LearningFile.number(row.maxDifference().getAsDouble()) + " apart");
    }

    private static Map<String, Object> json(Path first, Path second, TensorComparison compared) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("first", first.toString());
        json.put("second", second.toString());
        json.put("same", compared.isSame());
        json.put("tensors", compared.rows().stream().map(TensorDifference::json).toList());
        json.put("otherValues", compared.values());
        return json;
    }

    private static Map<String, Object> json(TensorComparison.Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", row.key());
        json.put("relation", row.relation().label());
        json.put("first", row.first());
        json.put("second", row.second());
        json.put("maxDifference", row.maxDifference().isEmpty() ? null : row.maxDifference().getAsDouble());
        return json;
    }
}
