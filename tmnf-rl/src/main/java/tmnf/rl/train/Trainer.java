package tmnf.rl.train;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import tmnf.gbx.thread.WorkerThreads;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.rl.buffer.BufferSettings;
import tmnf.rl.buffer.MemoryBudget;
import tmnf.rl.buffer.NotEnoughMemoryException;
import tmnf.rl.buffer.TransitionBuffer;
import tmnf.rl.collect.Collector;
import tmnf.rl.collect.MapCycle;
import tmnf.rl.collect.RaceSettings;
import tmnf.rl.collect.RolloutQueue;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.inject.InjectionException;
import tmnf.rl.learn.LearnerSettings;
import tmnf.rl.learn.LearnerStep;
import tmnf.rl.metrics.Alarms;
import tmnf.rl.metrics.TrainMetrics;
import tmnf.rl.policy.Decider;
import tmnf.rl.policy.Exploration;
import tmnf.rl.policy.HeldActions;
import tmnf.rl.policy.InferenceService;
import tmnf.rl.policy.InferenceSettings;
import tmnf.rl.policy.SpeedLimits;
import tmnf.rl.save.ActionKeys;
import tmnf.rl.save.BestPaths;
import tmnf.rl.save.BestRace;
import tmnf.rl.save.BestRuns;
import tmnf.rl.save.GoodRuns;
import tmnf.rl.save.RunRecords;
import tmnf.rl.save.RunStart;
import tmnf.rl.save.SaveFolder;
import tmnf.rl.save.Statistics;
import tmnf.tminterface.observation.Normalisation;

/**
 * Trains: collectors race, {@link Intake} takes races in, {@link Learning} learns from them, on the thread
 * that calls {@link #run}. Whatever ends it, games are given back and a last checkpoint is written.
 */
public final class Trainer {

    /** A checkpoint with many transitions takes minutes, and everything waits for it. */
    private static final Alarms.Patience PATIENCE = new Alarms.Patience(Duration.ofMinutes(20),
            Duration.ofMinutes(5), Duration.ofMinutes(5));

    private final TorchEngine engine;
    private final TrainRequest request;
    private final TrainSettings settings;
    private final TrainListener listener;
    private final LiveSettings live;
    private final PretrainedRequest pretrained;
    private final LongSupplier alarmClock;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** A training that has not begun. */
    public Trainer(TorchEngine engine, TrainRequest request, TrainListener listener) {
        this(engine, request, PretrainedRequest.NONE, listener);
    }

    /** The same with pretrained parts for its beginning. */
    public Trainer(TorchEngine engine, TrainRequest request, PretrainedRequest pretrained,
            TrainListener listener) {
        this(engine, request, pretrained, listener, System::nanoTime);
    }

    /** For tests: alarms are of this clock. */
    Trainer(TorchEngine engine, TrainRequest request, PretrainedRequest pretrained, TrainListener listener,
            LongSupplier alarmClock) {
        this.alarmClock = alarmClock;
        this.engine = engine;
        this.pretrained = pretrained;
        this.request = request;
        this.settings = request.settings();
        this.listener = listener;
        live = new LiveSettings(settings, request.configText());
    }

    /**
     * Trains until it ends, on a thread without gradients: the one that started the engine, or one of {@link
     * TorchEngine#threads}.
     *
     * @param stop asked several times a second
     * @throws tmnf.rl.save.SaveException if what is in the folder does not fit
     * @throws NotEnoughMemoryException if the transitions do not fit into memory
     * @throws InjectionException if pretrained parts do not fit
     */
    public TrainResult run(BooleanSupplier stop)
            throws IOException, NotEnoughMemoryException, InjectionException, InterruptedException {
        BufferSettings held = BufferSettings.of(settings);
        long bytes = MemoryBudget.require(held, settings.memory().largestCapacity(), MemoryBudget.available(),
                settings.own().memoryShare());
        RunRoom.require(settings, request.saveDir(), bytes, request.cycle());
        try (SaveFolder folder = SaveFolder.open(request.saveDir(), settings.training().runName(),
                Settings.keptCheckpoints(settings), Clock.systemUTC())) {
            IqnNetwork network = settings.driver();
            LearnerSettings learning = Settings.learner(settings);
            RunStart start = folder.start(network.specs(),
                    Moments.trainable(network.specs(), learning.frozen()));
            Resumption resumption = Resumption.of(start, settings, request.changes());
            Beginning beginning = Beginning.of(start, pretrained, settings);
            beginning.tell(listener, Settings.dampers(settings, start));
            resumption.tell(listener);
            Normalisation scaling = beginning.scaling(Settings.normalisation(settings, start));
            SplittableRandom seeds = Settings.seeds(settings, start);
            try (LearnerStep step = new LearnerStep(engine, network, scaling, learning,
                    seeds.split())) {
                Statistics from = beginning.set(step, settings.own().seed());
                int capacity = settings.schedules().memory().at(from.counters().frames()).capacity();
                try (TransitionBuffer buffer = new TransitionBuffer(held, capacity, seeds.split())) {
                    boolean kept = beginning.fill(buffer, settings, resumption, listener);
                    if (kept) {
                        folder.tookBuffer();
                    }
                    return train(folder, step, scaling, seeds, from, buffer, kept, stop);
                }
            }
        }
    }

    /** Long because it makes the parts of a run and puts them together, one after the other. */
    private TrainResult train(SaveFolder folder, LearnerStep step, Normalisation scaling,
            SplittableRandom seeds, Statistics from, TransitionBuffer buffer, boolean keptBuffer,
            BooleanSupplier stop) throws IOException, InterruptedException {
        RunClock clock = new RunClock(from.counters().frames(), from.counters().trainingHours());
        RunRecords records = new RunRecords(from.alltimeMinMs(), from.rollingMeanMs(),
                BestRace.of(folder.folder()));
        Snapshots snapshots = new Snapshots(engine, step.network());
        Alarms alarms = new Alarms(PATIENCE, alarmClock, alarm -> listener.warning(alarm.message()));
        BestRuns best = new BestRuns(folder.folder(), ActionKeys.of(settings.inputs()), 0,
                settings.environment().msPerAction());
        BestPaths paths = RunReport.paths(folder.folder(), from.counters().frames(), listener);
        RaceFacts facts = new RaceFacts(request, paths);
        RolloutQueue queue = new RolloutQueue(Math.max(1,
                settings.performance().maxRolloutQueueSize() * request.collectors()));
        try (TrainMetrics metrics = TrainMetrics.open(folder.folder(), request.tensorboard(),
                Clock.systemUTC(), from.counters().frames());
                InferenceService inference = new InferenceService(engine, step.network(),
                        scaling, InferenceSettings.of(settings),
                        step.online().toFloats(), from.counters().batches(),
                        seeds.split())) {
            Losses losses = new Losses(listener, failure, facts);
            GoodRuns good = new GoodRuns(folder.folder(), best, settings.environment().msPerAction(),
                    Clock.systemDefaultZone(), listener::warning);
            Horizon horizon = new Horizon(live);
            Resets resets = new Resets(engine, from.extra(), settings.network().singleResetFlag());
            LimitShare limits = new LimitShare(live, clock, metrics.history().races());
            Intake intake = new Intake(request, new Intake.Parts(queue, buffer, clock, records, best, good,
                    live, horizon, snapshots, metrics, alarms, facts, limits), listener);
            Learning learning = new Learning(request, new Learning.Parts(step, buffer, inference, snapshots,
                    intake, live, resets, horizon, clock, records, metrics, alarms, losses, folder, scaling,
                    seeds,
                    new LearnerFigures(live, horizon, limits, step, facts),
                    new RunReport(request, live, folder.folder(), paths, listener)), from,
                    keptBuffer, listener);
            learning.publish();
            learning.demonstrate(stop);
            List<Collector> collectors = collectors(clock, limits, snapshots.keeping(inference), queue,
                    losses, seeds);
            Watch watch = new Watch(alarms, queue, intake.backlog(), live, clock, failure);
            TrainResult.End end = race(collectors, intake, learning, watch, clock, stop);
            if (end == TrainResult.End.FRAMES) {
                end = catchUp(learning, clock, stop);
            }
            learning.save();
            return new TrainResult(end, folder.folder(), clock.frames(), learning.batches(),
                    records.alltimeMinMs());
        }
    }

    /** Has the collectors race while it learns, until something ends the run; what that is. */
    private TrainResult.End race(List<Collector> collectors, Intake intake, Learning learning, Watch watch,
            RunClock clock, BooleanSupplier stop) throws IOException, InterruptedException {
        Thread taking = new Thread(intake, "tmnf-intake");
        try (watch) {
            taking.start();
            collectors.forEach(Collector::start);
            watch.start();
            return loop(learning, intake, clock, stop);
        } catch (IOException | RuntimeException e) {
            end(collectors, intake, taking);
            keep(learning, e);
            throw e;
        } finally {
            end(collectors, intake, taking);
        }
    }

    /** Gives the games back, and takes in what they have handed over. */
    private static void end(List<Collector> collectors, Intake intake, Thread taking) {
        collectors.forEach(Collector::stop);
        collectors.forEach(Collector::close);
        intake.stop();
        WorkerThreads.join(List.of(taking));
    }

    /** Learns what the last races are worth; how the run ended then. */
    private TrainResult.End catchUp(Learning learning, RunClock clock, BooleanSupplier stop)
            throws IOException, InterruptedException {
        try {
            learning.catchUp(() -> stop.getAsBoolean() || isOutOfTime(clock));
        } catch (IOException | RuntimeException e) {
            keep(learning, e);
            throw e;
        }
        return stop.getAsBoolean() ? TrainResult.End.INTERRUPTED
                : isOutOfTime(clock) ? TrainResult.End.OUT_OF_TIME : TrainResult.End.FRAMES;
    }

    /** What was learned until a failure is not lost. */
    private static void keep(Learning learning, Exception failure) throws InterruptedException {
        try {
            learning.save();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private List<Collector> collectors(RunClock clock, LimitShare limits, Decider decider,
            RolloutQueue queue, Losses losses, SplittableRandom seeds) {
        MapCycle plan = new MapCycle(request.cycle(), request.collectors(), () -> {
            LiveSettings.Now now = live.now();
            double epsilon = now.schedules().epsilon().at(clock.frames());
            return new Exploration(epsilon, Math.min(1 - epsilon, now.schedules().boltzmann()
                    .at(clock.frames())), now.settings().exploration().tauEpsilonBoltzmann());
        });
        List<Collector> collectors = new ArrayList<>();
        for (int i = 0; i < request.collectors(); i++) {
            Collector.Work work = new Collector.Work(request.source(), plan,
                    exploring(decider, limits, seeds), queue, losses);
            collectors.add(new Collector(i, work, RaceSettings.of(settings)
                    .withAutologin(request.autologin()), Settings.collector(settings)));
        }
        return collectors;
    }

    /** Who decides in one game. */
    private Decider exploring(Decider decider, LimitShare limits, SplittableRandom seeds) {
        int longest = settings.own().holdRandomActions();
        Decider held = longest == 1 ? decider : new HeldActions(decider, longest, seeds.split());
        return SpeedLimits.of(held, limits, settings, seeds.split());
    }

    private TrainResult.End loop(Learning learning, Intake intake, RunClock clock, BooleanSupplier stop)
            throws IOException, InterruptedException {
        long saved = clock.nanos();
        while (true) {
            if (stop.getAsBoolean()) {
                return TrainResult.End.INTERRUPTED;
            }
            if (intake.atGoal()) {
                return TrainResult.End.GOAL;
            }
            if (request.maxFrames().isPresent() && clock.frames() >= request.maxFrames().get()) {
                return TrainResult.End.FRAMES;
            }
            if (isOutOfTime(clock)) {
                return TrainResult.End.OUT_OF_TIME;
            }
            requireAlive(intake);
            learning.turn();
            if (clock.nanos() - saved >= Duration.ofSeconds(live.settings().own().saveIntervalS())
                    .toNanos()) {
                learning.save();
                saved = clock.nanos();
            }
        }
    }

    private boolean isOutOfTime(RunClock clock) {
        return request.maxRuntime().isPresent() && clock.nanos() >= request.maxRuntime().get().toNanos();
    }

    private void requireAlive(Intake intake) throws IOException {
        Throwable cause = intake.failure() != null ? intake.failure() : failure.get();
        if (cause instanceof IOException e) {
            throw e;
        }
        if (cause != null) {
            throw new IllegalStateException("a thread of the training ended: " + cause, cause);
        }
    }
}
