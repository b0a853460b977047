package tmnf.capture.pool;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tmnf.capture.plan.ReplayTask;
import tmnf.capture.pool.CaptureReport.Ending;
import tmnf.capture.pool.ReplayResult.Status;
import tmnf.capture.run.RunOutcome;
import tmnf.capture.run.StopReason;
import tmnf.tminterface.link.LinkTime;

/**
 * Shares replays out to workers, track by track, and watches over them: a worker that shows no sign of life
 * is taken for dead and its replays go to the others. For one run. {@link #stop} may be called by any thread.
 */
final class WorkerPool {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);
    private static final long LOOK_MILLIS = 100;
    private static final long AFTER_INTERRUPT_MILLIS = 400;

    /** Takes the id of a track whose race waits for a key. */
    @FunctionalInterface
    interface Marks {
        void mark(String trackId) throws IOException;
    }

    private final PoolSettings settings;
    private final GameHost host;
    private final ReplayJob.Factory jobs;
    private final Marks marks;
    private final CaptureListener listener;
    private final LinkTime time;
    private final Results results = new Results();
    private final Map<String, String> marked = new HashMap<>();
    private final List<ReplayTask> tasks;
    private final WorkQueue queue;
    private volatile boolean stopped;
    private volatile boolean asked;
    private volatile IOException failure; // null: files could be read and written

    WorkerPool(PoolSettings settings, List<ReplayTask> tasks, GameHost host, ReplayJob.Factory jobs,
            Marks marks, CaptureListener listener, LinkTime time) {
        this.settings = settings;
        this.tasks = List.copyOf(tasks);
        this.host = host;
        this.jobs = jobs;
        this.marks = marks;
        this.listener = listener;
        this.time = time;
        this.queue = new WorkQueue(tasks.stream().collect(Collectors.groupingBy(ReplayTask::trackId,
                LinkedHashMap::new, Collectors.toList())).entrySet().stream()
                .map(track -> new TrackWork(track.getKey(), track.getValue())).toList());
    }

    // ----------------------------------------------------------------------------------- for whoever runs it

    /** Asks all workers to end soon. */
    void stop() {
        asked = true;
        halt();
    }

    private void halt() {
        stopped = true;
        queue.stop();
        synchronized (this) {
            notifyAll();
        }
    }

    /** Works until all is done, all workers have ended, or somebody stops it. */
    CaptureReport run() throws InterruptedException {
        long started = time.nanos();
        long tracks = tasks.stream().map(ReplayTask::trackId).distinct().count();
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < Math.min(settings.workers(), tracks); i++) {
            workers.add(new Worker(i, this));
        }
        workers.forEach(Worker::start);
        try {
            supervise(workers);
        } finally {
            halt();
            end(workers);
        }
        return report(workers, Duration.ofNanos(time.nanos() - started).toMillis());
    }

    private void supervise(List<Worker> workers) throws InterruptedException {
        while (!stopped) {
            List<Worker> alive = workers.stream().filter(worker -> !worker.hasEnded()
                    && worker.gaveUp().isEmpty()).toList();
            if (alive.isEmpty()) {
                return;
            }
            for (Worker worker : alive) {
                long silence = time.nanos() - worker.beatAt();
                if (!worker.isIdle() && silence > settings.longestSilence().toNanos()) {
                    String reason = "no sign of life for " + Duration.ofNanos(silence).toSeconds() + " s";
                    LOG.error("worker {}: {}", worker.number() + 1, reason);
                    worker.condemn(reason);
                    listener.workerGaveUp(worker.number(), reason);
                }
            }
            synchronized (this) {
                wait(LOOK_MILLIS);
            }
        }
    }

    /** Waits for the workers to end by themselves, then interrupts them. */
    private void end(List<Worker> workers) throws InterruptedException {
        workers.stream().filter(Worker::isStarting).forEach(Worker::interrupt);
        join(workers, settings.endTime().toMillis());
        workers.stream().filter(worker -> !worker.hasEnded()).forEach(Worker::interrupt);
        join(workers, AFTER_INTERRUPT_MILLIS);
        workers.stream().filter(worker -> !worker.hasEnded()).forEach(worker ->
                LOG.error("worker {} does not end, and is left behind", worker.number() + 1));
    }

    private static void join(List<Worker> workers, long millis) throws InterruptedException {
        long ends = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        for (Worker worker : workers) {
            long left = Duration.ofNanos(ends - System.nanoTime()).toMillis();
            if (left > 0) {
                worker.join(left);
            }
        }
    }

    private CaptureReport report(List<Worker> workers, long wallMillis) {
        List<ReplayResult> all = results.inOrder(tasks.stream());
        boolean left = all.stream().anyMatch(result -> result.status() == Status.LEFT);
        String reasons = workers.stream().filter(worker -> !worker.gaveUp().isEmpty())
                .map(worker -> "game " + (worker.number() + 1) + ": " + worker.gaveUp())
                .collect(Collectors.joining("; "));
        Ending ending = failure != null ? Ending.CANNOT_WRITE : !left ? Ending.COMPLETE
                : asked || reasons.isEmpty() ? Ending.INTERRUPTED : Ending.NO_GAME;
        String reason = switch (ending) {
            case COMPLETE -> "";
            case CANNOT_WRITE -> String.valueOf(failure.getMessage());
            case NO_GAME -> reasons;
            case INTERRUPTED -> "asked to stop";
        };
        List<RunFigures> figures = all.stream().filter(result -> result.status() == Status.CAPTURED)
                .flatMap(result -> result.figures().stream()).toList();
        return new CaptureReport(ending, reason, all, figures.stream().mapToLong(RunFigures::frames).sum(),
                figures.stream().mapToLong(RunFigures::raceTimeMs).sum(), wallMillis);
    }

    // ------------------------------------------------------------------------------------------ for workers

    PoolSettings settings() {
        return settings;
    }

    LinkTime time() {
        return time;
    }

    GameHost host() {
        return host;
    }

    WorkQueue queue() {
        return queue;
    }

    CaptureListener listener() {
        return listener;
    }

    boolean isStopped() {
        return stopped;
    }

    ReplayJob job(int worker, GameInstance game) throws IOException {
        return Objects.requireNonNull(jobs.of(worker, game), "job");
    }

    void end(int worker, ReplayResult result) {
        if (results.add(result)) {
            listener.replayEnded(worker, result);
        }
    }

    /** Why the track of the id was marked; empty if it was not. */
    Optional<String> marked(String trackId) {
        synchronized (marked) {
            return Optional.ofNullable(marked.get(trackId));
        }
    }

    void mark(String trackId, RunOutcome.Stop stop) {
        synchronized (marked) {
            marked.put(trackId, stop.toString());
        }
        try {
            if (stop.reason() == StopReason.NEEDS_ENTER) {
                marks.mark(trackId);
            }
        } catch (IOException e) {
            cannotWrite(new IOException("track " + trackId + " cannot be noted: " + e.getMessage(), e));
        }
        listener.trackMarked(trackId, stop.toString());
    }

    /** Nothing can be captured any more, by nobody. */
    void cannotWrite(IOException e) {
        LOG.debug("the capture ends", e); // the report says why
        failure = e;
        halt();
    }

    synchronized void workerEnded() {
        notifyAll();
    }
}
