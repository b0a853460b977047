package tmnf.rl.train;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.rl.buffer.BufferSettings;
import tmnf.rl.buffer.MemoryBudget;
import tmnf.rl.buffer.NotEnoughMemoryException;
import tmnf.rl.buffer.TransitionBuffer;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.inject.InjectionException;
import tmnf.rl.learn.LearnerSettings;
import tmnf.rl.learn.LearnerStep;
import tmnf.rl.save.RunStart;
import tmnf.rl.save.SaveFolder;
import tmnf.rl.save.Statistics;
import tmnf.tminterface.observation.Normalisation;

/**
 * Trains, on the thread that calls {@link #run}: finds out where the run begins or goes on, and has an {@link
 * AttemptRun} race and learn from there; where that is given up, once more.
 */
public final class Trainer {

    private final TorchEngine engine;
    private TrainRequest request; // as changed while it ran
    private boolean again; // it was begun by this program before
    private final TrainListener listener;
    private final PretrainedRequest pretrained;
    private final LongSupplier alarmClock;

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
        this.listener = listener;
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
        TrainSettings settings = request.settings();
        RunRoom.require(settings, request.saveDir(), MemoryBudget.require(settings), request.cycle());
        RunTime time = new RunTime(request.maxRuntime());
        try (SaveFolder folder = SaveFolder.open(request.saveDir(), settings.training().runName(),
                Settings.keptCheckpoints(settings), Clock.systemUTC())) {
            Optional<TrainResult> result = Optional.empty();
            while (result.isEmpty()) {
                result = attempt(folder, time, stop);
            }
            return result.get();
        }
    }

    /**
     * Trains from where the folder says; empty: it goes on from there once more. Long because each step needs
     * what those before it made.
     */
    private Optional<TrainResult> attempt(SaveFolder folder, RunTime time, BooleanSupplier stop)
            throws IOException, InjectionException, InterruptedException {
        IqnNetwork network = request.settings().driver();
        RunStart found = folder.start(network.specs(), Moments.trainable(network.specs(), Settings.learner(
                request.settings()).frozen()));
        Attempt attempt = Attempt.of(found);
        RunStart start = attempt.start(found, folder.folder());
        TrainRequest asked = request.with(attempt.of(request.settings()));
        TrainSettings settings = asked.settings();
        LearnerSettings learning = Settings.learner(settings);
        LiveSettings live = new LiveSettings(settings, asked.configText(), attempt.underWay());
        Resumption resumption = Resumption.of(start, settings, asked.changes());
        // Who comes by here again and goes on has the parts that were asked for in the weights already.
        Beginning beginning = Beginning.of(start, again && start.kind().goesOn() ? PretrainedRequest.NONE
                : pretrained, settings);
        beginning.tell(listener, Settings.dampers(settings, start));
        resumption.tell(listener);
        Normalisation scaling = beginning.scaling(Settings.normalisation(settings, start));
        SplittableRandom seeds = Settings.seeds(settings, start);
        try (LearnerStep step = new LearnerStep(engine, network, scaling, learning, seeds.split())) {
            Statistics from = beginning.set(step, settings.own().seed());
            int capacity = live.schedules().memory().at(from.counters().frames()).capacity();
            try (TransitionBuffer buffer = new TransitionBuffer(BufferSettings.of(settings), capacity,
                    seeds.split())) {
                boolean kept = beginning.fill(buffer, settings, resumption, listener);
                if (kept) {
                    folder.tookBuffer();
                }
                Optional<TrainResult> result = new AttemptRun(engine, asked, live, time, listener,
                        alarmClock).train(folder, step, scaling, seeds, from, buffer, kept, stop);
                if (result.isEmpty()) {
                    request = request.with(live.settings());
                    again = true;
                }
                return result;
            }
        }
    }
}
