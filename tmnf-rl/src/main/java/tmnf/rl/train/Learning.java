package tmnf.rl.train;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

import tmnf.rl.buffer.TransitionBatch;
import tmnf.rl.buffer.TransitionBuffer;
import tmnf.rl.config.MemorySize;
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
import tmnf.rl.policy.InferenceService;
import tmnf.rl.save.RunRecords;
import tmnf.rl.save.SaveFolder;
import tmnf.rl.save.Statistics;
import tmnf.tminterface.observation.Normalisation;

/**
 * The learner: as many batches as new transitions are worth, and snapshots of the weights for the games; it
 * has the {@link RunSaver} write down what it has come to. Confined to the thread of the run.
 */
final class Learning {

    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final double NANOS = 1e9;
    /** Of a checkpoint: what resets gave to be learned, and was not yet. */
    private static final String CREDIT = "transitions_owed_for_resets";

    /** How often each transition was to be used by then. */
    private static final String USES = "uses_of_a_transition";

    private final TrainRequest request;
    private final Parts parts;
    private final TrainListener listener;
    private final Reload reload;
    private final RunSaver saver;
    private final TransitionBatch batch;
    private final SplittableRandom random;
    private final ReplayRatio ratio;
    private final TargetSchedule targets;
    private long batches;
    private long version = -1; // of the weights that were handed over last
    private long targetUpdates;
    private long memoriesGenerated;
    private int capacity;
    private int startSize;

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
        saver = new RunSaver(request, parts, listener);
        TrainSettings settings = request.settings();
        batch = new TransitionBatch(settings.training().batchSize(), settings.network().pixels(),
                settings.sizes().floats());
        Statistics.Counters counters = from.counters();
        batches = counters.batches();
        targetUpdates = counters.targetUpdates();
        memoriesGenerated = counters.memoriesGenerated();
        random = parts.seeds().split();
        MemorySize memory = parts.live().schedules().memory().at(counters.frames());
        capacity = memory.capacity();
        startSize = memory.startLearning();
        double uses = settings.memory().numberTimesSingleMemoryIsUsedBeforeDiscard();
        ratio = new ReplayRatio(from.extra().getOrDefault(USES, uses), startSize,
                new ReplayRatio.State(counters.memoriesShouldHaveBeenUsed(), counters.memoriesUsed(),
                        from.extra().getOrDefault(CREDIT, 0.0)));
        ratio.uses(uses); // as if it was changed while the run goes on
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
        boolean ready = parts.buffer().ready(startSize);
        parts.intake().backlog().open(ratio.open(ready) / batch.size());
        if (!ratio.mayLearn(ready)) {
            long begun = System.nanoTime();
            take(PATIENCE);
            saver.waited(System.nanoTime() - begun);
            return;
        }
        if (parts.buffer().testSize() > 0 && random.nextDouble() < settings.memory().bufferTestRatio()) {
            parts.buffer().sampleTest(batch, random);
            note(parts.step().test(batch), true);
            return;
        }
        learn(settings);
    }

    private void learn(TrainSettings settings) throws IOException {
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
        while (!stop.getAsBoolean()
                && (first || ratio.open(parts.buffer().ready(startSize)) / batch.size() > most)) {
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
        startSize = memory.startLearning();
        ratio.startSize(startSize);
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

    /** Has the run written down as it is now. */
    TrainSummary save() throws IOException, InterruptedException {
        Attempt attempt = parts.live().attempt();
        return save(parts.intake().unfinished().isOver() ? attempt.settled() : attempt);
    }

    /** Has it written down so that the next start begins anew with another attempt. */
    void giveUp() throws IOException, InterruptedException {
        take(Duration.ZERO); // before what counts since the beginning
        Attempt given = parts.live().attempt();
        saver.keepAside(Attempt.GIVEN_UP, this::counters, extra(given.settled()));
        parts.resets().beginAnew(batches);
        Attempt next = given.next(parts.clock().frames());
        save(next);
        long played = next.frame() - given.frame();
        String what = "no greedy race came to the finish in " + played + " frames: the run begins anew, with"
                + " the settings of tmnf.second_attempt; what it had learned is in " + Attempt.GIVEN_UP;
        parts.metrics().text(next.frame(), "attempts", what);
        listener.noted(what);
    }

    private TrainSummary save(Attempt attempt) throws IOException, InterruptedException {
        take(Duration.ZERO); // what the races brought that were counted
        return saver.save(this::counters, extra(attempt), capacity);
    }

    private Map<String, Double> extra(Attempt attempt) {
        Map<String, Double> extra = new HashMap<>(parts.resets().state());
        extra.putAll(attempt.state());
        extra.put(CREDIT, attempt.begins() ? 0 : ratio.state().credit());
        extra.put(USES, parts.live().settings().memory().numberTimesSingleMemoryIsUsedBeforeDiscard());
        return extra;
    }

    private Statistics.Counters counters() {
        ReplayRatio.State state = ratio.state();
        return new Statistics.Counters(parts.clock().frames(), memoriesGenerated, state.used(), state.owed(),
                targets.next(), batches, targetUpdates, parts.clock().hours());
    }

    /** Batches that were learned from, in all the run's life. */
    long batches() {
        return batches;
    }
}
