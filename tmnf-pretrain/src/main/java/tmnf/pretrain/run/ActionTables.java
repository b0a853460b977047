package tmnf.pretrain.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The part of a report that tells which actions were chosen rightly. */
final class ActionTables {

    private final ReportPage page;
    private final PretrainMeta meta;
    private final List<String> actions;

    /** Of a run of behavioural cloning. */
    ActionTables(ReportPage page, PretrainMeta meta) {
        this.page = page;
        this.meta = meta;
        actions = meta.cloning().orElseThrow().actions();
    }

    void add(List<ActionFigures> figures) {
        page.heading("Accuracy");
        page.text("The share of samples whose action was chosen, mean over the offsets; beside it what "
                + "repeating the action one decision before gives, and what the most frequent action of the "
                + "same samples does.");
        page.element(EpochCurves.ofAccuracies(meta.rows(), meta.hasValidation()
                ? List.of("train_acc", "val_acc", "val_repeat_acc", "val_majority_acc")
                : List.of("train_acc", "train_repeat_acc", "train_majority_acc"),
                meta.ending().exportedEpoch()));
        if (figures.isEmpty()) {
            page.text(meta.hasValidation() ? "Samples for validation were not counted: the run had to stop."
                    : "There are no samples for validation, and what was chosen of those that were learned "
                            + "from is not known: no epoch was finished, or a version of tmnf trained it "
                            + "that did not keep that.");
            return;
        }
        if (!meta.hasValidation()) {
            page.text("There are no samples for validation. What follows is of the samples that were "
                    + "learned from, counted while epoch " + meta.ending().exportedEpoch() + " learned them: "
                    + "it tells nothing of drives that the network has never seen. --val-fraction keeps "
                    + "tracks apart.");
        }
        baselines(figures);
        for (ActionFigures each : figures) {
            confusion(each);
        }
    }

    private void baselines(List<ActionFigures> figures) {
        List<List<String>> rows = new ArrayList<>();
        for (ActionFigures each : figures) {
            rows.add(List.of(each.offsetMs() + " ms", Long.toString(each.samples()), percent(each.accuracy()),
                    percent(each.majority()), percent(each.repeated()), percent(each.gain())));
        }
        page.heading("Against answers without a network");
        page.table(List.of("offset", "samples", "network", "most frequent action", "action before",
                "gain over it"), rows, -1, 1);
    }

    private void confusion(ActionFigures figures) {
        page.heading("Confusion at " + figures.offsetMs() + " ms");
        page.text("A row for each action that was pressed, a column for each that was chosen; counts, the "
                + "right ones on the diagonal, and the share of the row that is right.");
        List<Integer> there = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            int action = i;
            if (sum(figures.confusion()[i]) > 0
                    || Arrays.stream(figures.confusion()).anyMatch(row -> row[action] > 0)) {
                there.add(i);
            }
        }
        List<String> heads = new ArrayList<>(List.of("pressed"));
        there.forEach(action -> heads.add(actions.get(action)));
        heads.add("right");
        StringBuilder table = new StringBuilder("<div class=\"scroll\"><table class=\"figures\">\n<tr>");
        for (int i = 0; i < heads.size(); i++) {
            table.append(i == 0 ? "<th class=\"name\">" : "<th>").append(ReportPage.escaped(heads.get(i)))
                    .append("</th>");
        }
        table.append("</tr>\n");
        there.forEach(action -> row(table, figures.confusion()[action], action, there));
        page.element(table.append("</table></div>\n").toString());
    }

    /** Cells are the darker the larger their share of the row. */
    private void row(StringBuilder table, long[] counts, int action, List<Integer> there) {
        long all = sum(counts);
        table.append("<tr><th class=\"name\" scope=\"row\">").append(ReportPage.escaped(actions.get(action)))
                .append("</th>");
        for (int chosen : there) {
            double share = all == 0 ? 0 : (double) counts[chosen] / all;
            table.append(String.format(Locale.ROOT, "<td style=\"background: color-mix(in srgb, var(--%s) "
                    + "%.0f%%, transparent)\">%d</td>", chosen == action ? "c" : "b", 70 * share,
                    counts[chosen]));
        }
        table.append("<td>").append(all == 0 ? "" : percent(OptionalDouble.of((double) counts[action] / all)))
                .append("</td></tr>\n");
    }

    private static long sum(long[] row) {
        return Arrays.stream(row).sum();
    }

    private static String percent(OptionalDouble share) {
        return share.isEmpty() ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * share.getAsDouble());
    }
}
