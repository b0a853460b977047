package tmnf.rl.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

import tmnf.pretrain.net.StateDicts;
import tmnf.rl.buffer.TransitionBatch;
import tmnf.rl.buffer.TransitionBuffer;
import tmnf.rl.config.MemorySize;
import tmnf.rl.config.Schedules;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.Demonstrations;
import tmnf.rl.learn.LearnerStep;
import tmnf.rl.learn.ReplayRatio;
import tmnf.rl.learn.StepFigures;
import tmnf.rl.learn.TargetNetwork;
import tmnf.rl.learn.TargetSchedule;
import tmnf.rl.metrics.Alarms;
import tmnf.rl.metrics.TrainMetrics;
import tmnf.rl.metrics.TrainSummary;
import tmnf.rl.metrics.WindowFigures;
import tmnf.rl.policy.InferenceFigures;
import tmnf.rl.policy.InferenceService;
import tmnf.rl.save.Checkpoint;
import tmnf.rl.save.CheckpointInfo;
import tmnf.rl.save.RunRecords;
import tmnf.rl.save.SaveFolder;
import tmnf.rl.save.Statistics;
import tmnf.tminterface.observation.Normalisation;

/**
 * The learner: as many batches as new transitions are worth, snapshots of the weights for the games, figures
 * and checkpoints. Confined to the thread of the run.
 */
final class Learning {

    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final double NANOS = 1e9;

    private final TrainRequest request;
    private final Parts parts;
    private final TrainListener listener;
    private final Reload reload;
    private final TransitionBatch batch;
    private final SplittableRandom random;
    private final ReplayRatio ratio;
    private final TargetSchedule targets;
    private long batches;
    private long version = -1; // of the weights that were handed over last
    private long targetUpdates;
    private long memoriesGenerated;
    private long windowBegan = System.nanoTime();
    private long waitedNanos;
    private int capacity;

    /** What it works on. */
    record Parts(LearnerStep step, TransitionBuffer buffer, InferenceService inference, Snapshots snapshots,
            Intake intake, LiveSettings live, Resets resets, Horizon horizon, RunClock clock,
            RunRecords records, TrainMetrics metrics, Alarms alarms,
            Losses losses, SaveFolder folder, Normalisation scaling, SplittableRandom seeds,
            LearnerFigures figures, RunReport report) {
    }

    Learning(TrainRequest request, Parts parts, Statistics from, boolean keptBuffer, TrainListener listener) {
        this.request = request;
        this.parts = parts;
        this.listener = listener;
        reload = new Reload(parts.live(), request.changes(), listener, System::nanoTime);
        TrainSettings settings = request.settings();
        batch = new TransitionBatch(settings.training().batchSize(), settings.network().pixels(),
                settings.sizes().floats());
        Statistics.Counters counters = from.counters();
        batches = counters.batches();
        targetUpdates = counters.targetUpdates();
        memoriesGenerated = counters.memoriesGenerated();
        random = parts.seeds().split();
        MemorySize memory = settings.schedules().memory().at(counters.frames());
        capacity = memory.capacity();
        ratio = new ReplayRatio(settings.memory().numberTimesSingleMemoryIsUsedBeforeDiscard(),
                memory.startLearning(), new ReplayRatio.State(counters.memoriesShouldHaveBeenUsed(),
                        counters.memoriesUsed()));
        if (!keptBuffer) {
            ratio.forgetBuffer();
        }
        targets = new TargetSchedule(
                settings.network().numberMemoriesTrainedOnBetweenTargetNetworkUpdates(),
                counters.nextTargetUpdate());
        parts.horizon().batches(batches - parts.resets().batch());
    }

    /** Tells who does not look the settings up each time. */
    private void changed(Reload.Change change) throws IOException {
        TrainSettings settings = parts.live().settings();
        parts.step().adjust(Settings.learner(settings));
        ratio.uses(settings.memory().numberTimesSingleMemoryIsUsedBeforeDiscard());
        parts.folder().keep(Settings.keptCheckpoints(settings));
        parts.metrics().text(parts.clock().frames(), "settings_changed", change.table());
    }

    /** Fills an empty buffer with captured races; they count as others, but were not generated. */
    void demonstrate(BooleanSupplier stop) throws IOException {
        if (parts.buffer().size() + parts.buffer().testSize() > 0 || request.demonstrations().races() == 0) {
            return;
        }
        int most = (int) (parts.live().settings().own().demonstrationShare() * capacity);
        Demonstrations.Filled filled = request.demonstrations().fill(parts.buffer(),
                parts.intake().maker(parts.clock().frames())::of, most, listener::warning, stop);
        ratio.added(filled.training());
        listener.noted("demonstrations: " + filled.transitions() + " transitions of " + filled.races()
                + " captured races, at most " + most + " may be; " + filled.left()
                + " races were left out for that");
    }

    /** Learns one batch, or waits a moment for races. */
    void turn() throws IOException, InterruptedException {
        Optional<Reload.Change> change = reload.look();
        if (change.isPresent()) {
            changed(change.get());
        }
        TrainSettings settings = parts.live().settings();
        follow();
        take(Duration.ZERO);
        if (parts.resets().due(settings.network())) {
            reset(settings);
        }
        parts.intake().backlog().open(ratio.open() / batch.size());
        if (!ratio.mayLearn(parts.buffer().size())) {
            long begun = System.nanoTime();
            take(PATIENCE);
            waitedNanos += System.nanoTime() - begun;
            return;
        }
        if (parts.buffer().testSize() > 0 && random.nextDouble() < settings.memory().bufferTestRatio()) {
            parts.buffer().sampleTest(batch, random);
            note(parts.step().test(batch), true);
            return;
        }
        parts.buffer().sample(batch, random);
        StepFigures figures = parts.step().learn(batch,
                parts.live().schedules().learningRate().at(parts.clock().frames()));
        note(figures, false);
        ratio.used(batch.size());
        if (!figures.learned()) {
            return;
        }
        batches++;
        parts.horizon().batches(batches - parts.resets().batch());
        parts.figures().learned();
        parts.buffer().priorities(batch, figures.errors());
        if (targets.due(ratio.used())) {
            TargetNetwork.follow(parts.step().target(), parts.step().online(),
                    settings.network().softUpdateTau());
            targetUpdates++;
        }
        if (batches % settings.performance().sendSharedNetworkEveryNBatches() == 0) {
            publish();
        }
    }

    /**
     * Learns what the races that were taken in are worth, up to the batches that may be open, so that a run
     * of so many frames learns as much on a slow machine as on a fast one.
     *
     * @param stop asked after each batch
     */
    void catchUp(BooleanSupplier stop) throws IOException, InterruptedException {
        int most = parts.live().settings().own().batchesToCatchUp();
        if (most == 0) {
            return; // the games do not wait, so nobody counts on it
        }
        take(Duration.ZERO);
        boolean first = true; // resets are looked at once more
        while (!stop.getAsBoolean() && (first || ratio.mayLearn(parts.buffer().size())
                && ratio.open() / batch.size() > most)) {
            turn();
            first = false;
        }
    }

    private void reset(TrainSettings settings) throws IOException {
        parts.resets().apply(parts.step(), settings, random.nextLong(), batches);
        parts.horizon().batches(0);
        ratio.credit(settings.network().additionalTransitionAfterReset());
        publish();
        String what = "reset " + parts.resets().count() + " of the network, after " + batches + " batches";
        parts.metrics().text(parts.clock().frames(), "resets", what);
        listener.noted(what);
    }

    /** What schedules say of the memory now. */
    private void follow() {
        MemorySize memory = parts.live().schedules().memory().at(parts.clock().frames());
        ratio.startSize(memory.startLearning());
        if (memory.capacity() != capacity) {
            capacity = memory.capacity();
            parts.buffer().capacity(capacity);
        }
    }

    private void take(Duration patience) throws InterruptedException {
        long added = parts.intake().backlog().take(patience);
        if (added > 0) {
            ratio.added(added);
            memoriesGenerated += added;
            parts.resets().added(added);
        }
    }

    private void note(StepFigures figures, boolean test) {
        parts.metrics().step(new tmnf.rl.metrics.StepFigures(test, batch.size(), figures.loss(),
                test ? Double.NaN : figures.norm(), test ? Double.NaN : figures.clippedNorm(),
                figures.nanos() / NANOS));
        if (!test) {
            parts.alarms().step(figures.loss(), figures.norm());
        }
    }

    /** Hands the weights to the games, under the number of batches, or the next one after a reset. */
    void publish() {
        boolean target = parts.live().settings().own().actWithTarget();
        float[] values = (target ? parts.step().target() : parts.step().online()).toFloats();
        version = Math.max(version + 1, batches);
        parts.snapshots().keep(version, values);
        parts.inference().publish(values, version);
    }

    /** Writes the figures of a window, and a checkpoint. */
    TrainSummary save() throws IOException, InterruptedException {
        take(Duration.ZERO); // what the races brought that were counted
        Statistics statistics = statistics();
        long now = System.nanoTime();
        LiveSettings.Now live = parts.live().now();
        Schedules schedules = live.schedules();
        Map<String, Double> more = new LinkedHashMap<>();
        long frames = statistics.counters().frames();
        more.put("RL/gamma", parts.horizon().gamma(frames));
        more.put("Training/resets", (double) parts.resets().count());
        more.put("RL/epsilon_boltzmann", schedules.boltzmann().at(frames));
        more.put("RL/tau_epsilon_boltzmann", live.settings().exploration().tauEpsilonBoltzmann());
        more.putAll(parts.figures().window(schedules.learningRate().at(frames)));
        InferenceFigures inference = parts.inference().takeFigures();
        more.put("Performance/inference_mean_batch", inference.meanBatch());
        more.put("Performance/inference_latency_ms", inference.meanLatencyMs());
        more.put("Performance/inference_weights_age_ms", inference.meanAgeMs());
        more.putAll(parts.losses().take());
        double[] priorities = parts.buffer().priorities();
        float[] single = new float[priorities.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) priorities[i];
        }
        TrainSummary summary = parts.metrics().window(new WindowFigures(statistics.counters(),
                (now - windowBegan) / NANOS, waitedNanos / NANOS, schedules.learningRate().at(frames),
                schedules.epsilon().at(frames), parts.buffer().size(), capacity, single,
                statistics.alltimeMinMs(), more));
        windowBegan = now;
        waitedNanos = 0;
        LearnerStep step = parts.step();
        List<String> frozen = step.settings().frozen();
        CheckpointInfo info = parts.folder().save(new Checkpoint(StateDicts.of(step.online(), ""),
                StateDicts.of(step.target(), ""), Moments.toFile(step.optimiser().settings(),
                        step.optimiser().state(), step.network().specs(), frozen), statistics,
                live.text(), Optional.empty()),
                live.settings().own().persistBuffer() ? Optional.of(this::writeBuffer) : Optional.empty());
        parts.report().write(statistics, parts.metrics().history());
        listener.window(summary);
        listener.saved(info);
        return summary;
    }

    private void writeBuffer(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE)) {
            parts.buffer().writeTo(channel);
            channel.force(true);
        }
    }

    private Statistics statistics() {
        Map<String, Long> randoms = new HashMap<>();
        randoms.put(Settings.SEEDS, parts.seeds().nextLong());
        var self = parts.step().selfLoss().state();
        List<Float> mean = floats(parts.scaling().mean());
        List<Float> std = floats(parts.scaling().std());
        synchronized (parts.records()) {
            return new Statistics(counters(), parts.records().alltimeMinMs(),
                    parts.records().rollingMeanMs(),
                    new Statistics.SelfLoss(self.typical(), self.typicalClamped()), randoms,
                    request.settings().own().seed(), mean, std, Map.of("tmnf", request.version()),
                    parts.resets().state());
        }
    }

    private Statistics.Counters counters() {
        ReplayRatio.State state = ratio.state();
        return new Statistics.Counters(parts.clock().frames(), memoriesGenerated, state.used(), state.owed(),
                targets.next(), batches, targetUpdates, parts.clock().hours());
    }

    private static List<Float> floats(float[] values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }

    /** Batches that were learned from, in all the run's life. */
    long batches() {
        return batches;
    }
}
