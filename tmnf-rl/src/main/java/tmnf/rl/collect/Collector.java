package tmnf.rl.collect;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tmnf.gbx.thread.WorkerThreads;
import tmnf.rl.collect.RaceBrokenException.Reason;
import tmnf.rl.policy.Decider;
import tmnf.rl.policy.InferenceException;
import tmnf.rl.policy.RaceDecider;
import tmnf.rl.rollout.Rollout;
import tmnf.tminterface.link.LinkTime;

/**
 * Drives one race after the other in a game of its own, as a plan says, and hands over what they leave. A
 * game that hangs, ends, or does not do what it should is closed and opened again; the race that it broke off
 * is driven anew. So is one in which a decision did not come, in the same game. {@link #run} works on the
 * thread that calls it; {@link #start} makes one.
 */
public final class Collector implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
    /** How often the lease of the game's turn is looked at while the sink has no room. */
    private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final int number;
    private final Work work;
    private final RaceSettings races;
    private final CollectorSettings settings;
    private final LinkTime time;
    private final StopSignal stop = new StopSignal();
    private volatile Thread thread; // null: it was not started

    private RaceEnvironment environment; // null: no game is open
    private SourcedGame game; // null: the same
    private long opened; // when
    private long ended; // races
    private int failures; // in a row

    /**
     * Where a collector gets from what it works with, and where to what comes of it.
     *
     * @param source of games
     * @param plan of races
     * @param decider chooses actions
     * @param sink takes races
     * @param listener hears about all
     */
    public record Work(GameSource source, RacePlan plan, Decider decider, RolloutSink sink,
            CollectorListener listener) {

        /** Checks that all is there. */
        public Work {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(plan, "plan");
            Objects.requireNonNull(decider, "decider");
            Objects.requireNonNull(sink, "sink");
            Objects.requireNonNull(listener, "listener");
        }
    }

    /** A collector that does not work yet. */
    public Collector(int number, Work work, RaceSettings races, CollectorSettings settings) {
        this(number, work, races, settings, LinkTime.SYSTEM);
    }

    /** The same with another time. */
    public Collector(int number, Work work, RaceSettings races, CollectorSettings settings, LinkTime time) {
        this.number = number;
        this.work = Objects.requireNonNull(work, "work");
        this.races = Objects.requireNonNull(races, "races");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.time = Objects.requireNonNull(time, "time");
    }

    /** Works on a thread of its own from now on. Once. */
    public void start() {
        if (thread != null) {
            throw new IllegalStateException("collector " + number + " was started already");
        }
        thread = new Thread(this, "tmnf-collector-" + (number + 1));
        thread.start();
    }

    /** Tells it to end, whatever it does; it leaves its game in order and does so within 2 s. */
    public void stop() {
        stop.set();
    }

    /** {@link #stop}, and waits for its thread. */
    @Override
    public void close() {
        stop();
        if (thread != null && thread != Thread.currentThread()) {
            WorkerThreads.join(List.of(thread));
        }
    }

    /** Works until {@link #stop}; an interrupt ends it, too, and is told to the listener as its failure. */
    @Override
    public void run() {
        Throwable failure = null;
        try {
            while (!stop.isSet()) {
                cycle();
            }
        } catch (InterruptedException e) {
            if (!stop.isSet()) {
                failure = e; // somebody else's: of the decider, or of the thread
            }
        } catch (RuntimeException | Error e) {
            failure = e; // told to the listener, who has to end the others
            LOG.error("collector {} ends", number, e);
        } finally {
            closeGame();
            work.listener().ended(number, failure);
        }
    }

    /** One race, or one that is dropped, or one game lost. */
    private void cycle() throws InterruptedException {
        try {
            if (environment != null && game.isOurs()
                    && time.nanos() - opened >= settings.lifetime().toNanos()) {
                closeGame();
            }
            if (environment == null) {
                open();
            }
            race();
        } catch (IOException e) {
            boolean stopped = stop.isSet() || e instanceof RaceBrokenException broken
                    && broken.reason() == Reason.STOPPED;
            closeGame();
            if (!stopped) {
                recover(e);
            }
        }
    }

    private void race() throws IOException, InterruptedException {
        CollectedRace race;
        try {
            RaceTask task = work.plan().next(number, ended);
            work.listener().raceBegins(number, task);
            Rollout rollout = drive(task);
            failures = 0;
            ended++;
            race = new CollectedRace(number, task, rollout, environment.lastTiming(),
                    environment.lastSplitsMs());
        } catch (InferenceException e) {
            if (!e.mayPass()) {
                throw e;
            }
            drop(e);
            return;
        }
        work.listener().raceEnded(race);
        handOver(race);
    }

    /** A greedy race keeps its weights, so that those of a record drove all of it. */
    private Rollout drive(RaceTask task) throws IOException, InterruptedException {
        if (task.exploring()) {
            return environment.race(task.target(), work.decider(), task.exploration(), true);
        }
        try (RaceDecider held = work.decider().hold()) {
            return environment.race(task.target(), held, task.exploration(), false);
        }
    }

    /** No decision came: the game stands still for a while. */
    private void drop(InferenceException failure) throws IOException, InterruptedException {
        failures++;
        Duration pause = settings.pause(failures);
        work.listener().raceDropped(number, failure, failures, pause);
        long ends = time.nanos() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = ends - time.nanos()) {
            environment.hold();
            long slice = Math.min(left, HOLD_NANOS);
            stop.waiting(() -> {
                time.sleep(slice);
                return null;
            });
        }
    }

    private void open() throws IOException, InterruptedException {
        long began = time.nanos();
        game = stop.waiting(() -> work.source().open(number));
        environment = new RaceEnvironment(game.link(), races, time, stop, game.isOurs(),
                map -> stop.waiting(() -> work.source().bests().hide(map)));
        opened = time.nanos();
        work.listener().gameOpened(number, game.name(), Duration.ofNanos(opened - began));
    }

    private void handOver(CollectedRace race) throws IOException, InterruptedException {
        long began = time.nanos();
        IOException lost = null;
        while (!stop.waiting(() -> work.sink().offer(race, HOLD_NANOS))) {
            try {
                if (environment != null) {
                    environment.hold();
                }
            } catch (IOException e) {
                lost = e; // the race is whole nevertheless
                closeGame();
            }
        }
        long waited = time.nanos() - began;
        if (waited >= HOLD_NANOS) {
            work.listener().waited(number, Duration.ofNanos(waited));
        }
        if (lost != null) {
            throw lost;
        }
    }

    private void recover(IOException failure) throws InterruptedException {
        failures++;
        Duration pause = settings.pause(failures);
        work.listener().gameLost(number, failure, failures, pause);
        try {
            stop.waiting(() -> {
                time.sleep(pause.toNanos());
                return null;
            });
        } catch (IOException e) {
            throw new AssertionError("sleeping does no input or output", e);
        }
    }

    private void closeGame() {
        if (environment != null) {
            environment.close();
            environment = null;
        }
        if (game != null) {
            try {
                game.close();
            } catch (IOException e) {
                LOG.warn("{} was not ended: {}", game.name(), e.getMessage());
            }
            game = null;
        }
    }
}
