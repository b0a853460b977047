package tmnf.exchange.download;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.http.Time;

/**
 * What the stages of one run share: the queues between them, the tracks that are still open, and how the run
 * ends. A run ends when no track is open, when it is stopped, or at the first failure that no other request
 * would survive. Thread-safe.
 */
final class RunState {

    final ExchangeClient client;
    final DownloadConfig config;
    final DownloadFolder folder;
    final DownloadJournal journal;
    final DownloadListener listener;
    final RunCounters counters;
    final WorkQueue<ListWork> lists;
    final WorkQueue<FileWork> files;
    final WorkQueue<ChallengeWork> challenges;

    private final ProgressMark mark;
    private final PlanKey key;
    private final AtomicInteger openTracks = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private Throwable failure; // null: none
    private volatile boolean answered;

    RunState(ExchangeClient client, DownloadConfig config, DownloadFolder folder, DownloadListener listener,
            RunCounters counters, ProgressMark mark, Time time) {
        this.client = client;
        this.config = config;
        this.folder = folder;
        this.journal = folder.journal();
        this.listener = listener;
        this.counters = counters;
        this.mark = mark;
        this.key = config.selection().key();
        this.lists = new WorkQueue<>(time, Integer.MAX_VALUE);
        this.files = new WorkQueue<>(time, Math.max(256, 4 * config.workers()));
        this.challenges = new WorkQueue<>(time, Integer.MAX_VALUE);
    }

    /** Whether a track needs nothing from this run. */
    boolean isDone(TrackRecord track) {
        return config.isSettled(track) && !config.needsList(track) && !config.needsChallenge(track);
    }

    /** The replays that this run wants of a track. */
    List<ReplayEntry> wanted(TrackRecord track) {
        return track.wanted(key);
    }

    /** Whether a track's plan serves this run. */
    boolean hasPlan(TrackRecord track) {
        return config.replays() && track.state() == TrackRecord.State.LISTED && !config.needsList(track);
    }

    void open(int tracks) {
        openTracks.addAndGet(tracks);
    }

    /** Counts a track that was settled before the run. */
    void settledBefore(TrackRecord track) throws IOException {
        counters.planned(config.replays() ? wanted(track) : List.of());
        if (config.wantsChallenge(track)) {
            counters.challenge(track.id(), track.challenge(), -1);
        }
        counters.trackEnded(track, true);
        mark.settled(track.id());
    }

    /** Hands the replays that a plan still lacks to the next stage. */
    void fetch(TrackTask task, TrackRecord track) throws IOException {
        List<ReplayEntry> wanted = wanted(track);
        counters.planned(wanted);
        List<FileWork> missing = new ArrayList<>();
        for (ReplayEntry entry : wanted) {
            if (!entry.isSettled()) {
                missing.add(new FileWork.FetchReplay(task, entry, 0));
            }
        }
        if (missing.isEmpty()) {
            replaysEnded(task);
            return;
        }
        task.expect(missing.size());
        files.putAll(missing);
    }

    /** All replays of a track came to an end: its challenge is next. */
    void replaysEnded(TrackTask task) throws IOException {
        TrackRecord track = journal.track(task.id());
        if (!config.needsChallenge(track)) {
            if (config.wantsChallenge(track)) {
                counters.challenge(track.id(), track.challenge(), -1);
            }
            ended(task);
        } else if (config.challenges().fromReplay()) {
            challenges.put(new ChallengeWork.Search(task));
        } else {
            fetchChallenge(task, null);
        }
    }

    /** Has the site asked for a challenge; {@code older} is a replay with another version, or null. */
    void fetchChallenge(TrackTask task, ChallengeWork.Replay older) {
        files.putFirst(List.of(new FileWork.FetchChallenge(task, older, 0)));
    }

    /** A track has come to its end in this run, good or bad. */
    void ended(TrackTask task) throws IOException {
        TrackRecord track = journal.track(task.id());
        boolean isSettled = config.isSettled(track);
        counters.trackEnded(track, isSettled);
        if (isSettled) {
            mark.settled(task.id());
        }
        listener.trackEnded(track, isSettled);
        if (openTracks.decrementAndGet() == 0) {
            finish();
        }
    }

    /** The site said something. */
    void answered() {
        answered = true;
    }

    /** The wait before the next attempt in nanoseconds, or -1 to give up. */
    long retryDelay(ExchangeException failed, int failures) {
        answered |= failed.status() > 0;
        Duration delay = client.retryDelay(failed, failures).orElse(Duration.ofNanos(-1));
        if (!delay.isNegative()) {
            counters.retried();
            listener.retried(failed.path(), failed.getMessage());
        }
        return delay.toNanos();
    }

    /**
     * The same for what a run cannot do without. A site that never answered anything, whatever its status, is
     * given up as a whole: the other requests would go the same way.
     */
    long retryDelayOrEnd(ExchangeException failed, int failures) {
        long delay = retryDelay(failed, failures);
        if (delay < 0 && !answered && failed.kind() == ExchangeException.Kind.TRANSIENT) {
            abort(new ExchangeException(ExchangeException.Kind.UNAVAILABLE, failed.status(), "",
                    client.config().baseUrl() + " cannot be used now: " + failed.getMessage(), null, failed));
        }
        return delay;
    }

    /** Ends the run because of a failure that every other request would share, or of the disk. */
    void abort(Throwable reason) {
        synchronized (this) {
            if (failure == null) {
                failure = reason;
            }
        }
        finish();
        client.stop();
    }

    /** Whether what is still under way need not be finished. */
    boolean isOver() {
        return over.getCount() == 0;
    }

    /** What ended the run before its time, or null. */
    synchronized Throwable failure() {
        return failure;
    }

    /** Waits for the end. */
    void awaitEnd() throws InterruptedException {
        over.await();
    }

    /** No more work is handed out. */
    void finish() {
        lists.close();
        files.close();
        challenges.close();
        over.countDown();
    }

    /** Tracks settled from the start of the list. */
    int progress() {
        return mark.value();
    }

    /** Waits for a thread until a moment on the clock of {@link System#nanoTime}. */
    static void join(Thread thread, long untilNanos) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime());
        if (left > 0) {
            thread.join(left);
        }
    }
}
