package tmnf.rl.train;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import tmnf.gbx.thread.WorkerThreads;
import tmnf.rl.collect.RolloutQueue;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.metrics.Alarms;

/**
 * Has the alarms look while games race, on a thread of its own: what they watch, the intake and the learner,
 * may stand still.
 */
final class Watch implements AutoCloseable {

    private static final long MILLIS = 200;
    /** Not each frame becomes a transition to learn from: some are for tests, and races are cut off. */
    private static final double SURELY = 2;

    private final Alarms alarms;
    private final RolloutQueue queue;
    private final Backlog backlog;
    private final LiveSettings live;
    private final RunClock clock;
    private final AtomicReference<Throwable> failure;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "tmnf-watch");

    /**
     * Does not look yet.
     *
     * @param failure gets what ends it before it is closed
     */
    Watch(Alarms alarms, RolloutQueue queue, Backlog backlog, LiveSettings live, RunClock clock,
            AtomicReference<Throwable> failure) {
        this.alarms = alarms;
        this.queue = queue;
        this.backlog = backlog;
        this.live = live;
        this.clock = clock;
        this.failure = failure;
    }

    /** Looks again and again from now on; once. */
    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e); // the run looks at it, and ends
        }
    }

    /** Looks once. */
    void look() {
        TrainSettings settings = live.settings();
        int start = live.schedules().memory().at(clock.frames()).startLearning();
        alarms.look(new Alarms.Work(queue.size(), !backlog.hasRoom(settings.own().batchesToCatchUp()), start,
                (long) (SURELY * (start + settings.training().batchSize()
                        / settings.memory().numberTimesSingleMemoryIsUsedBeforeDiscard()))));
    }

    /** Looks no more, and its thread has ended. */
    @Override
    public void close() {
        closed.countDown();
        WorkerThreads.join(List.of(thread));
    }
}
