package tmnf.capture.pool;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tmnf.capture.plan.ReplayTask;
import tmnf.capture.pool.Escalation.Step;
import tmnf.capture.pool.ReplayResult.Status;
import tmnf.capture.run.RunOutcome;
import tmnf.capture.run.StopReason;

/**
 * One game and the thread that captures with it, track by track. Only {@link #interrupt}, {@link #condemn}
 * and the getters may be called by other threads.
 */
final class Worker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final RunFigures NOTHING = new RunFigures(0, 0, 0, 0, 0, 0, 0, 0);

    private final int number;
    private final WorkerPool pool;
    private final Thread thread;
    private final AtomicReference<TrackWork> held = new AtomicReference<>();
    private volatile long beatAt;
    private volatile boolean idle = true;
    private volatile boolean starting;
    private volatile boolean condemned;
    private volatile boolean ended;
    private volatile String gaveUp = "";

    Worker(int number, WorkerPool pool) {
        this.number = number;
        this.pool = pool;
        this.thread = new Thread(this, "tmnf-capture-" + (number + 1));
        // A worker that hangs for good must not keep the program from ending.
        this.thread.setDaemon(true);
    }

    void start() {
        beat();
        thread.start();
    }

    private void beat() {
        beatAt = pool.time().nanos();
    }

    /** When there last was a sign of life. */
    long beatAt() {
        return beatAt;
    }

    /** Whether nothing is expected of it: it waits for work, or for a game to start, which has its limits. */
    boolean isIdle() {
        return idle || starting;
    }

    boolean isStarting() {
        return starting;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Why it ended before all was done; empty if it did not. */
    String gaveUp() {
        return gaveUp;
    }

    int number() {
        return number;
    }

    void interrupt() {
        thread.interrupt();
    }

    void join(long millis) throws InterruptedException {
        thread.join(millis);
    }

    /** It is taken for dead: whatever it still does, its work is the others'. */
    void condemn(String reason) {
        condemned = true;
        gaveUp = reason;
        thread.interrupt();
        TrackWork work = held.getAndSet(null);
        if (work != null) {
            pool.queue().bringBack(work);
        }
    }

    @Override
    public void run() {
        try {
            GameInstance game = open();
            try (ReplayJob job = pool.job(number, game)) {
                work(job, game);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (GiveUp e) {
            giveUp(e.getMessage());
        } catch (IOException e) {
            if (!condemned) {
                pool.cannotWrite(e);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("worker {} has failed", number + 1, e);
            giveUp("unexpected " + e + "; this is a bug");
        } finally {
            TrackWork work = held.getAndSet(null);
            if (work != null) {
                pool.queue().bringBack(work);
            }
            ended = true;
            pool.workerEnded();
        }
    }

    private void giveUp(String reason) {
        if (!condemned) {
            gaveUp = reason;
            pool.listener().workerGaveUp(number, reason);
        }
    }

    private GameInstance open() throws InterruptedException {
        starting = true;
        try {
            GameInstance game = pool.host().open(number);
            pool.listener().workerStarted(number, game.name());
            return game;
        } catch (IOException e) {
            throw new GiveUp(e.getMessage());
        } finally {
            starting = false;
        }
    }

    private void work(ReplayJob job, GameInstance game) throws IOException, InterruptedException {
        Escalation escalation = new Escalation(game.canRestart());
        for (Optional<TrackWork> next = take(); next.isPresent(); next = take()) {
            TrackWork work = next.get();
            held.set(work);
            boolean fresh = false;
            while (!work.isDone() && !pool.isStopped()) {
                fresh = replay(work, job, game, escalation, fresh);
                if (condemned) {
                    return;
                }
            }
            if (held.getAndSet(null) != null) {
                if (work.isDone()) {
                    pool.queue().finished();
                } else {
                    pool.queue().bringBack(work);
                }
            }
        }
    }

    private Optional<TrackWork> take() throws InterruptedException {
        idle = true;
        Optional<TrackWork> next = pool.queue().take();
        beat();
        idle = false;
        return next;
    }

    /** One attempt at the first replay of the work; whether the next one wants a fresh connection. */
    private boolean replay(TrackWork work, ReplayJob job, GameInstance game, Escalation escalation,
            boolean fresh) throws IOException, InterruptedException {
        ReplayTask task = work.current();
        Optional<String> marked = pool.marked(work.trackId());
        if (marked.isPresent()) {
            end(work, Status.SKIPPED, "track marked: " + marked.get(), null);
            return fresh;
        }
        if (work.attempts() >= pool.settings().mostAttempts()) {
            end(work, Status.FAILED, "the game died or was lost in each of " + work.attempts()
                    + " attempts", null);
            return fresh;
        }
        int attempt = work.begin();
        pool.listener().attemptStarted(number, task, attempt);
        beat();
        try {
            game.prepare(task);
        } catch (IOException e) {
            end(work, Status.FAILED, e.getMessage(), null);
            return fresh;
        }
        AttemptResult result = job.attempt(task,
                new Attempt(attempt, fresh, () -> pool.isStopped() || condemned, this::beat));
        if (condemned) {
            return false;
        }
        switch (result.kind()) {
            case PUBLISHED -> {
                escalation.success();
                end(work, Status.CAPTURED, "", result.figures());
                return false;
            }
            case UNFIT -> {
                end(work, Status.SKIPPED, result.reason(), result.figures());
                return false;
            }
            case REJECTED -> {
                escalation.success(); // the game did what it was told
                rejected(work, job, attempt, result);
                return false;
            }
            default -> {
                return stopped(work, job, game, escalation, attempt, result);
            }
        }
    }

    private void rejected(TrackWork work, ReplayJob job, int attempt, AttemptResult result)
            throws IOException {
        if (work.reject() < pool.settings().mostRejections()) {
            pool.listener().attemptFailed(number, work.current(), attempt, result.reason(), "tries again");
        } else {
            job.quarantine(work.current(), attempt, result.reason());
            end(work, Status.QUARANTINED, result.reason(), result.figures());
        }
    }

    private boolean stopped(TrackWork work, ReplayJob job, GameInstance game, Escalation escalation,
            int attempt, AttemptResult result) throws IOException, InterruptedException {
        RunOutcome.Stop stop = result.stop().orElseThrow();
        switch (stop.reason().blame()) {
            case OURSELVES -> {
                if (stop.reason() == StopReason.CANNOT_WRITE) {
                    throw new IOException(stop.detail());
                }
                return false; // asked to stop: the replay is left as it was
            }
            case REPLAY -> {
                escalation.success();
                rejected(work, job, attempt, result);
                return false;
            }
            default -> {
                return blamed(work, game, escalation, attempt, result);
            }
        }
    }

    /** The game or the track is to blame. */
    private boolean blamed(TrackWork work, GameInstance game, Escalation escalation, int attempt,
            AttemptResult result) throws InterruptedException {
        RunOutcome.Stop stop = result.stop().orElseThrow();
        Step step = escalation.next(stop);
        LOG.info("worker {}, {}/{}, attempt {}: {}; {}", number + 1, work.trackId(), work.current().name(),
                attempt, stop, step.words());
        switch (step) {
            case RESTART -> {
                pool.listener().attemptFailed(number, work.current(), attempt, result.reason(), step.words());
                restart(game, result.reason());
            }
            case MARK_TRACK -> {
                pool.mark(work.trackId(), stop);
                end(work, Status.FAILED, result.reason(), result.figures());
            }
            case PUT_OFF -> end(work, Status.FAILED, result.reason(), result.figures());
            case GIVE_UP -> throw new GiveUp(result.reason());
            default -> pool.listener().attemptFailed(number, work.current(), attempt, result.reason(),
                    step.words());
        }
        return true;
    }

    private void restart(GameInstance game, String reason) throws InterruptedException {
        starting = true;
        try {
            game.restart();
        } catch (IOException e) {
            throw new GiveUp(reason + ", and the game did not start again: " + e.getMessage());
        } finally {
            starting = false;
            beat();
        }
    }

    private void end(TrackWork work, Status status, String reason, RunFigures figures) {
        int attempts = work.attempts();
        ReplayTask task = work.done();
        pool.end(number, new ReplayResult(task.trackId(), task.name(), status, reason, attempts,
                Optional.ofNullable(figures).filter(seen -> !seen.equals(NOTHING))));
    }

    /** The game of this worker is of no use any more. */
    private static final class GiveUp extends RuntimeException {

        private static final long serialVersionUID = 1L;

        GiveUp(String reason) {
            super(reason, null, false, false);
        }
    }
}
