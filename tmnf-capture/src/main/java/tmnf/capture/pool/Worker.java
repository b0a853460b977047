package tmnf.capture.pool;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
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
 * and the getters may be called by other threads. Long because what each end of an attempt leads to is best
 * read in one place.
 */
final class Worker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** A car that is off the path so early got no inputs. */
    private static final int AT_ONCE_MS = 1000;
    /** Replays whose cars got no inputs, after which that is no fault of the replays. */
    private static final int MOST_SUSPENDED = 3;

    private final List<Suspended> suspended = new ArrayList<>();
    private int successes;
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
    synchronized void condemn(String reason) {
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
            // Who is interrupted while a file is written has been asked to stop.
            if (!condemned && !(pool.isStopped() && isInterruption(e))) {
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

    private static boolean isInterruption(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ClosedByInterruptException || each instanceof InterruptedIOException) {
                return true;
            }
        }
        return false;
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
            if (pool.isStopped()) {
                throw new InterruptedException("the game was not waited for");
            }
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
        if (!pool.isStopped() && !condemned) {
            settle(job);
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
        if (isOver(work)) {
            return fresh;
        }
        ReplayTask task = work.current();
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
                end(work, Status.CAPTURED, "", result.figures());
                successes++;
                settle(job);
            }
            case UNFIT -> end(work, Status.SKIPPED, result.reason(), result.figures());
            case REJECTED -> rejected(work, job, attempt, result);
            default -> {
                return stopped(work, job, game, escalation, attempt, result);
            }
        }
        if (result.kind() != AttemptResult.Kind.UNFIT) {
            escalation.success(); // the game did what it was told
        }
        return false;
    }

    /** Ends a replay that gets no attempt any more. */
    private boolean isOver(TrackWork work) {
        Optional<String> marked = pool.marked(work.trackId());
        if (marked.isPresent()) {
            end(work, Status.SKIPPED, "track marked: " + marked.get(), null);
            return true;
        }
        if (work.attempts() >= pool.settings().mostAttempts()) {
            end(work, Status.FAILED, "the game was lost in each of " + work.attempts() + " attempts", null);
            return true;
        }
        return false;
    }

    private void rejected(TrackWork work, ReplayJob job, int attempt, AttemptResult result)
            throws IOException {
        if (work.reject() < pool.settings().mostRejections()) {
            pool.listener().attemptFailed(number, work.current(), attempt, result.reason(), "tries again");
        } else {
            if (successes == 0 && isWrongAtOnce(result)) {
                suspend(work, attempt, result);
                return;
            }
            job.quarantine(work.current(), attempt, result.reason());
            end(work, Status.QUARANTINED, result.reason(), result.figures());
        }
    }

    private static boolean isWrongAtOnce(AttemptResult result) {
        return result.stop().filter(stop -> stop.reason() == StopReason.DESYNC).isPresent()
                && result.figures().largestDistanceAtMs() <= AT_ONCE_MS;
    }

    /** As long as nothing was captured, a car that does not drive may say more about the scripts folder. */
    private synchronized void suspend(TrackWork work, int attempt, AttemptResult result) {
        if (condemned) {
            return;
        }
        suspended.add(new Suspended(work.done(), attempt, result));
        if (suspended.size() >= MOST_SUSPENDED) {
            throw new GiveUp("the car left the ghost's path at once in each of " + suspended.size()
                    + " replays, the last with " + result.reason() + ". Do scripts reach the game? Look"
                    + " whether the scripts folder is the one that the game reads");
        }
    }

    /** Scripts do reach the game, or too few replays are there to tell: they are put aside as others are. */
    private void settle(ReplayJob job) throws IOException {
        for (Suspended each : suspended) {
            String reason = each.result().reason() + (successes > 0 ? "" : " (do scripts reach the game?)");
            job.quarantine(each.task(), each.attempts(), reason);
            pool.end(number, new ReplayResult(each.task().trackId(), each.task().name(), Status.QUARANTINED,
                    reason, each.attempts(), Optional.of(each.result().figures())));
        }
        suspended.clear();
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
        Step step = escalation.next(stop, work.trackId());
        LOG.info("worker {}, {}/{}, attempt {}: {}; {}", number + 1, work.trackId(), work.current().name(),
                attempt, stop, step.words());
        switch (step) {
            case RESTART -> {
                pool.listener().attemptFailed(number, work.current(), attempt, result.reason(),
                        step.words());
                restart(game, result.reason());
            }
            case MARK_TRACK -> {
                pool.mark(work.trackId(), stop);
                end(work, Status.FAILED, result.reason(), result.figures());
            }
            case PUT_OFF -> end(work, Status.FAILED, result.reason(), result.figures());
            case PUT_OFF_TRACK -> {
                end(work, Status.FAILED, result.reason(), result.figures());
                while (!work.isDone() && !condemned) {
                    end(work, Status.FAILED, "two replays of this track were lost before: "
                            + result.reason(), null);
                }
            }
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

    /** {@code figures} may be null: there was no attempt. */
    private synchronized void end(TrackWork work, Status status, String reason, RunFigures figures) {
        if (condemned) {
            return; // the list is another worker's by now
        }
        int attempts = work.attempts();
        ReplayTask task = work.done();
        pool.end(number, new ReplayResult(task.trackId(), task.name(), status, reason, attempts,
                Optional.ofNullable(figures)));
    }

    /** A replay that waits for a success to be put aside. */
    private record Suspended(ReplayTask task, int attempts, AttemptResult result) {
    }

    /** The game of this worker is of no use any more. */
    private static final class GiveUp extends RuntimeException {

        private static final long serialVersionUID = 1L;

        GiveUp(String reason) {
            super(reason, null, false, false);
        }
    }
}
