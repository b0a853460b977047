package tmnf.gbx.filter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import tmnf.gbx.file.AtomicFile;

/**
 * The common part of the filters: judges every track of a list once, on several threads, and writes the
 * results in the order of the list. Nothing is written unless the run completes.
 */
final class FilterRun {

    private final TrackList list;
    private final int workers;
    private final ParseErrorPolicy onParseError;
    private final FilterOutputs outputs;
    private final FilterListener listener;
    private final BooleanSupplier cancelled;
    private final FilterOutcome.Sum sum = new FilterOutcome.Sum();
    private final Set<String> kept = new HashSet<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private int done;

    FilterRun(TrackList list, int workers, ParseErrorPolicy onParseError, FilterOutputs outputs,
            FilterListener listener, BooleanSupplier cancelled) {
        this.list = list;
        this.workers = workers;
        this.onParseError = onParseError;
        this.outputs = outputs;
        this.listener = listener;
        this.cancelled = cancelled;
        list.ids().forEach(id -> lines.merge(id, 1, Integer::sum));
    }

    FilterOutcome run(int folders, Function<String, ? extends TrackJudgement> judge) throws IOException {
        try (FilterReport report = outputs.report() == null ? null : FilterReport.open(outputs.report());
                AtomicFile clean =
                        outputs.cleanReplays() == null ? null : new AtomicFile(outputs.cleanReplays())) {
            List<String> tracks = list.distinct();
            OrderedWorkers<String, TrackJudgement> pool =
                    new OrderedWorkers<>(tracks, workers, judge::apply, cancelled);
            boolean complete = pool
                    .run(judgement -> take(judgement, report, clean, tracks.size()))
                    // A track whose judging was cut short may have been the last one.
                    && !cancelled.getAsBoolean();
            List<String> keptIds = complete ? keptIds() : List.of();
            if (complete) {
                write(report, clean, keptIds);
            }
            return sum.outcome(complete, folders, list.ids().size(), keptIds);
        }
    }

    private void take(TrackJudgement judgement, FilterReport report, AtomicFile clean, int total)
            throws IOException {
        if (onParseError == ParseErrorPolicy.FAIL && judgement.unreadableCount() > 0) {
            throw new UnreadableInputException(judgement.unreadable().get(0));
        }
        sum.add(judgement, lines.get(judgement.track()));
        if (judgement.kept()) {
            kept.add(judgement.track());
        }
        if (report != null) {
            report.add(judgement);
        }
        if (clean != null && judgement instanceof NoRespawnJudgement respawn) {
            for (String replay : respawn.cleanReplays()) {
                clean.writer().write(respawn.track() + "/" + replay + "\n");
            }
        }
        listener.judged(judgement, ++done, total);
    }

    private List<String> keptIds() {
        List<String> ids = new ArrayList<>(list.ids());
        ids.removeIf(id -> !kept.contains(id));
        return ids;
    }

    private void write(FilterReport report, AtomicFile clean, List<String> keptIds) throws IOException {
        if (report != null) {
            report.commit();
        }
        if (clean != null) {
            clean.commit();
        }
        if (outputs.kept() != null) {
            AtomicFile.write(outputs.kept(), TrackList.format(keptIds));
        }
    }
}
