package tmnf.rl.train;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import tmnf.gbx.thread.WorkerThreads;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.rl.buffer.TransitionBuffer;
import tmnf.rl.collect.Collector;
import tmnf.rl.collect.RaceCycle;
import tmnf.rl.collect.RaceSettings;
import tmnf.rl.collect.RolloutQueue;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.learn.LearnerStep;
import tmnf.rl.metrics.Alarms;
import tmnf.rl.metrics.RaceRow;
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
import tmnf.rl.save.SaveFolder;
import tmnf.rl.save.Statistics;
import tmnf.tminterface.observation.Normalisation;

/**
 * An attempt of a run, from where it begins or goes on until it ends or is given up: collectors race, {@link
 * Intake} takes races in, {@link Learning} learns from them. Whatever ends it, games are given back and a
 * last checkpoint is written. Used once, by one thread.
 */
final class AttemptRun {

    /** A checkpoint with many transitions takes minutes, and everything waits for it. */
    private static final Alarms.Patience PATIENCE = new Alarms.Patience(Duration.ofMinutes(20),
            Duration.ofMinutes(5), Duration.ofMinutes(5));

    private final TorchEngine engine;
    private final TrainRequest request;
    private final TrainSettings settings;
    private final LiveSettings live;
    private final RunTime time;
    private final TrainListener listener;
    private final LongSupplier alarmClock;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /**
     * What ends the races of an attempt.
     *
     * @param end of the run; empty: the attempt is given up
     */
    private record Ending(Optional<TrainResult.End> end) {

        static final Ending GIVEN_UP = new Ending(Optional.empty());

        static Optional<Ending> of(TrainResult.End end) {
            return Optional.of(new Ending(Optional.of(end)));
        }
    }

    /**
     * Of a run.
     *
     * @param request with the settings of this attempt
     * @param time of the whole run
     */
    AttemptRun(TorchEngine engine, TrainRequest request, LiveSettings live, RunTime time,
            TrainListener listener, LongSupplier alarmClock) {
        this.engine = engine;
        this.request = request;
        this.live = live;
        this.time = time;
        this.listener = listener;
        this.alarmClock = alarmClock;
        settings = request.settings();
    }

    /**
     * Trains; empty: it is to go on from the checkpoint, which says whether it was given up. Long because it
     * makes the parts of a run and puts them together, one after the other.
     */
    Optional<TrainResult> train(SaveFolder folder, LearnerStep step, Normalisation scaling,
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
                Clock.systemUTC(), from.counters().frames(),
                settings.environment().cutoffRolloutIfRaceNotFinishedWithinDurationMs());
                InferenceService inference = new InferenceService(engine, step.network(),
                        scaling, InferenceSettings.of(settings),
                        step.online().toFloats(), from.counters().batches(),
                        seeds.split())) {
            Losses losses = new Losses(listener, failure, facts::lost);
            GoodRuns good = new GoodRuns(folder.folder(), best, settings.environment().msPerAction(),
                    Clock.systemDefaultZone(), listener::warning);
            Horizon horizon = new Horizon(live);
            Resets resets = new Resets(engine, from.extra(), settings.network().singleResetFlag());
            List<RaceRow> before = metrics.history().races().stream().filter(race -> race.frames()
                    > live.attempt().frame()).toList();
            LimitShare limits = new LimitShare(live, clock, before);
            Unfinished unfinished = new Unfinished(before);
            Intake intake = new Intake(request, new Intake.Parts(queue, buffer, clock, records, best, good,
                    live, horizon, snapshots, metrics, alarms, facts, limits, unfinished), listener);
            Learning learning = new Learning(request, new Learning.Parts(step, buffer, inference, snapshots,
                    intake, live, resets, horizon, clock, records, metrics, alarms, losses, folder, scaling,
                    seeds,
                    new LearnerFigures(live, horizon, limits, step, facts),
                    new RunReport(request, live, folder.folder(), paths, listener)), from,
                    keptBuffer, listener);
            learning.publish();
            if (live.attempt().isFresh(clock.frames())) {
                learning.save(); // whoever is killed now goes on with the weights that were drawn
            }
            learning.demonstrate(stop);
            List<Collector> collectors = collectors(clock, limits, snapshots.keeping(inference), queue,
                    losses, seeds);
            Watch watch = new Watch(alarms, queue, intake.backlog(), live, clock, failure);
            Optional<TrainResult.End> end = race(collectors, intake, learning, watch, () -> ending(intake,
                    unfinished, clock, stop)).end();
            if (end.isEmpty() && intake.atGoal()) {
                end = Optional.of(TrainResult.End.GOAL);
            }
            if (end.isEmpty() && unfinished.isOver()) { // by a race that was under way
                learning.save();
                return Optional.empty();
            }
            if (end.isEmpty()) {
                learning.giveUp();
                return Optional.empty();
            }
            TrainResult.End how = end.get() == TrainResult.End.FRAMES ? catchUp(learning, stop) : end.get();
            learning.save();
            return Optional.of(new TrainResult(how, folder.folder(), clock.frames(), learning.batches(),
                    records.alltimeMinMs()));
        }
    }

    /** Has the collectors race while it learns, until there is an ending; which one. */
    private Ending race(List<Collector> collectors, Intake intake, Learning learning, Watch watch,
            Supplier<Optional<Ending>> ending) throws IOException, InterruptedException {
        Thread taking = new Thread(intake, "tmnf-intake");
        try (watch) {
            taking.start();
            collectors.forEach(Collector::start);
            watch.start();
            return loop(learning, intake, ending);
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
    private TrainResult.End catchUp(Learning learning, BooleanSupplier stop)
            throws IOException, InterruptedException {
        try {
            learning.catchUp(() -> stop.getAsBoolean() || time.isOver());
        } catch (IOException | RuntimeException e) {
            keep(learning, e);
            throw e;
        }
        return stop.getAsBoolean() ? TrainResult.End.INTERRUPTED
                : time.isOver() ? TrainResult.End.OUT_OF_TIME : TrainResult.End.FRAMES;
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
        RaceCycle plan = new RaceCycle(request.cycle(), request.collectors(), () -> {
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

    private Ending loop(Learning learning, Intake intake, Supplier<Optional<Ending>> ending)
            throws IOException, InterruptedException {
        long saved = System.nanoTime();
        while (true) {
            Optional<Ending> now = ending.get();
            if (now.isPresent()) {
                return now.get();
            }
            requireAlive(intake);
            learning.turn();
            if (System.nanoTime() - saved >= Duration.ofSeconds(live.settings().own().saveIntervalS())
                    .toNanos()) {
                learning.save();
                saved = System.nanoTime();
            }
        }
    }

    /** What ends the races now; empty: they go on. */
    private Optional<Ending> ending(Intake intake, Unfinished unfinished, RunClock clock,
            BooleanSupplier stop) {
        if (stop.getAsBoolean()) {
            return Ending.of(TrainResult.End.INTERRUPTED);
        }
        if (intake.atGoal()) {
            return Ending.of(TrainResult.End.GOAL);
        }
        if (request.maxFrames().isPresent() && clock.frames() >= request.maxFrames().get()) {
            return Ending.of(TrainResult.End.FRAMES);
        }
        if (time.isOver()) {
            return Ending.of(TrainResult.End.OUT_OF_TIME);
        }
        long most = live.settings().own().secondAttemptAfterFrames();
        boolean given = live.attempt().mayBeGivenUp() && most > 0 && unfinished.isSo()
                && clock.frames() >= most;
        return given ? Optional.of(Ending.GIVEN_UP) : Optional.empty();
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
