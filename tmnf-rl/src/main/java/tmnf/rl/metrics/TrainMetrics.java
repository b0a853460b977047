package tmnf.rl.metrics;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tmnf.pretrain.tensorboard.EventValue;
import tmnf.pretrain.tensorboard.EventWriter;
import tmnf.rl.rollout.Rollout;
import tmnf.rl.save.Statistics;

/**
 * Writes what happens as it happens: a race when it is taken in, with its own number of frames, steps of the
 * learner as figures of a window. Names and units are those of {@link
 * TrainTags}. Goes into
 * TensorBoard's files, {@code races.csv} and {@code training.csv}. Owns these files; thread-safe. Source:
 * training note, section 11.
 */
public final class TrainMetrics implements Closeable {

    private static final double MS = 1e3;
    private static final double PERCENT = 100;
    private static final Map<String, Double> GRADIENTS = Map.of("q1", 0.25, "median", 0.5, "q3", 0.75, "d9",
            0.9, "d98", 0.98, "max", 1.0);
    private static final Map<String, Double> PRIORITIES = Map.of("min", 0.0, "q1", 0.1, "median", 0.5, "q3",
            0.75, "d9", 0.9, "c98", 0.98, "max", 1.0);
    private final EventWriter events;
    private final double unfinishedS;
    private final CsvLog raceLog;
    private final CsvLog windowLog;
    private final List<RaceRow> races = new ArrayList<>();
    private final List<TrainSummary> windows = new ArrayList<>();
    private final Map<String, Map<String, Double>> ratios = new TreeMap<>();
    private final List<StepFigures> steps = new ArrayList<>();
    private int windowRaces;
    private int windowFinished;
    private long windowFrames;

    private TrainMetrics(Path run, EventWriter events, long frames, double unfinishedS) throws IOException {
        this.events = events;
        this.unfinishedS = unfinishedS;
        raceLog = CsvLog.open(run.resolve(TrainHistory.RACES), RaceRow.HEADER, frames, RaceRow::parse,
                RaceRow::frames, RaceRow::line, races);
        windowLog = CsvLog.open(run.resolve(TrainHistory.WINDOWS), TrainSummary.HEADER, frames,
                TrainSummary::parse, TrainSummary::frames, TrainSummary::line, windows);
        windowFrames = frames;
        events.text(frames, "units", "x axis: frames, decisions of all races taken in\n\n"
                + TrainTags.table(TrainTags.races()) + "\n" + TrainTags.table(TrainTags.windows()));
        events.values(frames, List.of(TrainTags.layout()));
    }

    /**
     * Begins, or goes on without what came after {@code frames}.
     *
     * @param run folder of the CSV files
     * @param tensorboard folder of the events
     * @param frames that were played until now
     * @param longestMs what a race may take: the time of one that did not finish, as in the original
     */
    public static TrainMetrics open(Path run, Path tensorboard, Clock clock, long frames, int longestMs)
            throws IOException {
        EventWriter events = frames == 0 ? EventWriter.create(tensorboard, clock)
                : EventWriter.resume(tensorboard, clock, frames + 1);
        boolean opened = false;
        try {
            TrainMetrics metrics = new TrainMetrics(run, events, frames, longestMs / MS);
            opened = true;
            return metrics;
        } finally {
            if (!opened) {
                events.close();
            }
        }
    }

    /**
     * A race was taken in.
     *
     * @param frames played, it included
     * @param hours of training until now
     */
    public synchronized void race(Rollout race, RaceNotes notes, long frames, double hours)
            throws IOException {
        RaceRow row = RaceRow.of(race, frames, hours);
        races.add(row);
        raceLog.add(row.line());
        windowRaces++;
        windowFinished += race.finished() ? 1 : 0;
        Map<String, Double> values = new LinkedHashMap<>();
        String of = (notes.trained() ? "trained_" : "blind_") + race.map();
        String kind = "Race/" + (race.exploring() ? "explo" : "eval") + "_race_";
        values.put(kind + "time_" + of, race.finished() ? row.seconds() : unfinishedS);
        values.put(kind + "finished_" + of, race.finished() ? 1.0 : 0.0);
        if (race.finished()) {
            values.put(kind + "time_finished_" + of, row.seconds());
        }
        if (notes.robust()) {
            values.put("Race/eval_race_time_robust_" + of, row.seconds());
        }
        values.put("Race/race_time_ratio_" + race.map(), row.timeRatio());
        values.put("RL/mean_action_gap_" + race.map(), row.actionGap());
        values.put("RL/single_zone_reached_" + of, (double) row.zone());
        int actions = race.values().length / race.decisions();
        for (int i = 0; i < actions; i++) {
            values.put("RL/q_value_" + i + "_starting_frame_" + race.map(), (double) race.values()[i]);
        }
        if (!race.exploring()) {
            values.put("RL/avg_Q_" + of, row.meanValue());
            for (int i = 0; i < notes.splitsMs().length; i++) {
                values.put("Race/split_" + race.map() + "_" + i, notes.splitsMs()[i] / MS);
            }
            ratio(race, "author", notes.authorMs(), of, values);
            ratio(race, "gold", notes.goldMs(), of, values);
        }
        notes.timers().forEach((name, each) -> values.put("Performance/instrumentation__" + name, each));
        values.putAll(notes.more());
        write(frames, values);
    }

    private void ratio(Rollout race, String medal, int referenceMs, String of, Map<String, Double> values) {
        if (race.finished() && referenceMs > 0) {
            double percent = PERCENT * race.raceTimeMs() / referenceMs;
            values.put("Race/eval_ratio_" + of.replaceFirst("_", "_" + medal + "_"), percent);
            String all = "Race/eval_agg_ratio_" + of.substring(0, of.indexOf('_')) + "_" + medal;
            Map<String, Double> each = ratios.computeIfAbsent(all, key -> new TreeMap<>());
            each.put(race.map(), percent);
            values.put(all, each.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow());
        }
    }

    /** Something that happened, in words. */
    public synchronized void text(long frames, String tag, String markdown) throws IOException {
        events.text(frames, tag, markdown);
        events.flush();
    }

    /** The learner made a step, or looked at a batch of the test part; kept until the window is over. */
    public synchronized void step(StepFigures figures) {
        steps.add(figures);
    }

    /** A window is over; what was gathered is written, and the next one begins. */
    public synchronized TrainSummary window(WindowFigures figures) throws IOException {
        long frames = figures.counters().frames();
        List<StepFigures> learned = steps.stream().filter(step -> !step.test()).toList();
        List<StepFigures> tested = steps.stream().filter(StepFigures::test).toList();
        Quantiles before = quantiles(learned, 'b');
        Quantiles after = quantiles(learned, 'a');
        double seconds = Math.max(1e-9, figures.seconds());
        TrainSummary summary = new TrainSummary(frames, figures.counters().trainingHours(), windowRaces,
                windowFinished, quantiles(learned, 'l').mean(), quantiles(tested, 'l').mean(), before.at(0.5),
                after.at(0.5), figures.learningRate(), figures.epsilon(), learned.size(),
                learned.stream().mapToLong(StepFigures::transitions).sum() / seconds,
                (frames - windowFrames) / seconds, sum(learned) / seconds, sum(tested) / seconds,
                figures.waitingSeconds() / seconds, figures.bufferSize(), figures.bestMs());
        Map<String, Double> values = values(summary, figures);
        values.put("Training/train_on_batch_duration", quantiles(learned, 's').at(0.5));
        GRADIENTS.forEach((name, share) -> {
            values.put("Gradients/norm_before_clip_" + name, before.at(share));
            values.put("Gradients/norm_" + name, after.at(share));
        });
        write(frames, values);
        events.text(frames, "times_summary", times(figures.bestMs()));
        events.flush();
        windowLog.add(summary.line());
        windows.add(summary);
        steps.clear();
        windowRaces = 0;
        windowFinished = 0;
        windowFrames = frames;
        return summary;
    }

    private static double sum(List<StepFigures> steps) {
        return steps.stream().mapToDouble(StepFigures::seconds).sum();
    }

    /** Of norms before and after clipping, losses or seconds. */
    private static Quantiles quantiles(List<StepFigures> steps, char which) {
        return new Quantiles(steps.stream().mapToDouble(step -> switch (which) {
            case 'b' -> step.normBefore();
            case 'a' -> step.normAfter();
            case 'l' -> step.loss();
            default -> step.seconds();
        }).toArray());
    }

    private static Map<String, Double> values(TrainSummary summary, WindowFigures figures) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("Training/learning_rate", summary.learningRate());
        values.put("Training/loss", summary.loss());
        values.put("Training/loss_test", summary.lossTest());
        values.put("RL/epsilon", summary.epsilon());
        values.put("Buffer/size", (double) figures.bufferSize());
        values.put("Buffer/max_size", (double) figures.bufferCapacity());
        values.put("Performance/learner_percentage_waiting_for_workers", PERCENT * summary.waiting());
        values.put("Performance/learner_percentage_training", PERCENT * summary.training());
        values.put("Performance/learner_percentage_testing", PERCENT * summary.testing());
        values.put("Performance/transitions_learned_per_second", summary.transitionsPerSecond());
        values.put("Performance/frames_per_second", summary.framesPerSecond());
        double[] priorities = new double[figures.priorities().length];
        for (int i = 0; i < priorities.length; i++) {
            priorities[i] = figures.priorities()[i];
        }
        if (priorities.length > 0) {
            Quantiles sorted = new Quantiles(priorities);
            PRIORITIES.forEach((name, share) -> values.put("Buffer/priorities_" + name, sorted.at(share)));
            values.put("Buffer/priorities_mean", sorted.mean());
        }
        Statistics.Counters counters = figures.counters();
        String single = "cumul_number_single_memories_";
        values.put("cumul_number_frames_played", (double) counters.frames());
        values.put("cumul_number_memories_generated", (double) counters.memoriesGenerated());
        values.put(single + "used", (double) counters.memoriesUsed());
        values.put(single + "should_have_been_used", counters.memoriesShouldHaveBeenUsed());
        values.put(single + "used_next_target_network_update", (double) counters.nextTargetUpdate());
        values.put("cumul_number_batches_done", (double) counters.batches());
        values.put("cumul_number_target_network_updates", (double) counters.targetUpdates());
        values.put("cumul_training_hours", counters.trainingHours());
        figures.bestMs().forEach((map, ms) -> values.put("alltime_min_ms_" + map, (double) ms));
        values.putAll(figures.more());
        return values;
    }

    private static String times(Map<String, Integer> bestMs) {
        StringBuilder text = new StringBuilder("| map | best, s |\n| --- | --- |\n");
        new TreeMap<>(bestMs).forEach((map, ms) ->
                text.append("| ").append(map).append(" | ").append(ms / MS).append(" |\n"));
        return text.toString();
    }

    /** What was not measured is left out. */
    private void write(long frames, Map<String, Double> values) throws IOException {
        List<EventValue> list = new ArrayList<>();
        values.forEach((tag, value) -> {
            if (!Double.isNaN(value)) {
                list.add(new EventValue.Scalar(tag, value.floatValue()));
            }
        });
        events.values(frames, list);
    }

    /** All until now. */
    public synchronized TrainHistory history() {
        return new TrainHistory(races, windows);
    }

    @Override
    public synchronized void close() throws IOException {
        try (events; raceLog; windowLog) {
            events.flush();
        }
    }
}
