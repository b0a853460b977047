package tmnf.rl.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import tmnf.pretrain.net.StateDicts;
import tmnf.rl.config.Schedules;
import tmnf.rl.learn.LearnerStep;
import tmnf.rl.metrics.TrainSummary;
import tmnf.rl.metrics.WindowFigures;
import tmnf.rl.policy.InferenceFigures;
import tmnf.rl.save.Checkpoint;
import tmnf.rl.save.CheckpointInfo;
import tmnf.rl.save.Statistics;

/**
 * Writes down what a run has come to: the figures of a window, which lasts from one save to the next, a
 * checkpoint, and the report. Confined to the thread of the run.
 */
final class RunSaver {

    private static final double NANOS = 1e9;

    private final TrainRequest request;
    private final Learning.Parts parts;
    private final TrainListener listener;
    private long windowBegan = System.nanoTime();
    private long waitedNanos; // in this window

    /** The first window begins. */
    RunSaver(TrainRequest request, Learning.Parts parts, TrainListener listener) {
        this.request = request;
        this.parts = parts;
        this.listener = listener;
    }

    /** The learner waited so long for races. */
    void waited(long nanos) {
        waitedNanos += nanos;
    }

    /**
     * Ends a window, and writes it and a checkpoint.
     *
     * @param counters gives those of the run until now; asked while no record is noted, so that every race
     *     that made one is counted
     * @param extra further numbers of the learner, by name
     * @param capacity of the buffer
     */
    TrainSummary save(Supplier<Statistics.Counters> counters, Map<String, Double> extra, int capacity)
            throws IOException {
        Statistics statistics = statistics(counters, extra);
        LiveSettings.Now live = parts.live().now();
        TrainSummary summary = window(statistics, live, capacity);
        CheckpointInfo info = parts.folder().save(checkpoint(statistics, live),
                live.settings().own().persistBuffer() ? Optional.of(this::writeBuffer) : Optional.empty());
        parts.report().write(statistics, parts.metrics().history());
        listener.window(summary);
        listener.saved(info);
        return summary;
    }

    /** Writes a checkpoint that the run does not go on from. */
    void keepAside(String name, Supplier<Statistics.Counters> counters, Map<String, Double> extra)
            throws IOException {
        parts.folder().keepAside(name, checkpoint(statistics(counters, extra), parts.live().now()));
    }

    private TrainSummary window(Statistics statistics, LiveSettings.Now live, int capacity)
            throws IOException {
        long now = System.nanoTime();
        Schedules schedules = live.schedules();
        long frames = statistics.counters().frames();
        Map<String, Double> figures = figures(live, frames);
        double[] priorities = parts.buffer().priorities();
        float[] single = new float[priorities.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) priorities[i];
        }
        TrainSummary summary = parts.metrics().window(new WindowFigures(statistics.counters(),
                (now - windowBegan) / NANOS, waitedNanos / NANOS, schedules.learningRate().at(frames),
                schedules.epsilon().at(frames), parts.buffer().size(), capacity, single,
                statistics.alltimeMinMs(), figures));
        windowBegan = now;
        waitedNanos = 0;
        return summary;
    }

    /** Of a window, by tag. */
    private Map<String, Double> figures(LiveSettings.Now live, long frames) {
        Schedules schedules = live.schedules();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("RL/gamma", parts.horizon().gamma(frames));
        figures.put("Training/resets", (double) parts.resets().count());
        figures.put("Training/attempt", (double) Math.max(1, parts.live().attempt().number()));
        figures.put("RL/epsilon_boltzmann", schedules.boltzmann().at(frames));
        figures.put("RL/tau_epsilon_boltzmann", live.settings().exploration().tauEpsilonBoltzmann());
        figures.putAll(parts.figures().window(schedules.learningRate().at(frames)));
        InferenceFigures inference = parts.inference().takeFigures();
        figures.put("Performance/inference_mean_batch", inference.meanBatch());
        figures.put("Performance/inference_latency_ms", inference.meanLatencyMs());
        figures.put("Performance/inference_weights_age_ms", inference.meanAgeMs());
        figures.putAll(parts.losses().take());
        return figures;
    }

    private Checkpoint checkpoint(Statistics statistics, LiveSettings.Now live) {
        LearnerStep step = parts.step();
        return new Checkpoint(StateDicts.of(step.online(), ""), StateDicts.of(step.target(), ""),
                Moments.toFile(step.optimiser().settings(), step.optimiser().state(), step.network().specs(),
                        step.settings().frozen()), statistics, live.text(), Optional.empty());
    }

    private void writeBuffer(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE)) {
            parts.buffer().writeTo(channel);
            channel.force(true);
        }
    }

    private Statistics statistics(Supplier<Statistics.Counters> counters, Map<String, Double> extra) {
        Map<String, Long> randoms = new HashMap<>();
        randoms.put(Settings.SEEDS, parts.seeds().nextLong());
        var self = parts.step().selfLoss().state();
        List<Float> mean = floats(parts.scaling().mean());
        List<Float> std = floats(parts.scaling().std());
        synchronized (parts.records()) {
            return new Statistics(counters.get(), parts.records().alltimeMinMs(),
                    parts.records().rollingMeanMs(),
                    new Statistics.SelfLoss(self.typical(), self.typicalClamped()), randoms,
                    request.settings().own().seed(), mean, std, Map.of("tmnf", request.version()), extra);
        }
    }

    private static List<Float> floats(float[] values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}
