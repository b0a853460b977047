package tmnf.exchange.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.download.DownloadReport.Ending;
import tmnf.exchange.api.FirstPages;
import tmnf.exchange.http.Time;

/**
 * Brings the replays of tracks to disk, and their challenges. Resumes what earlier runs left, whatever ended
 * them. One run for each object.
 *
 * <p>Threads for lists make plans, threads for files fulfil them; each request waits for the client's budget.
 * Every thread is joined before {@link #run} returns.
 */
public final class DownloadRun {

    /** After a stop: for requests in flight, before they are cut off. */
    private static final long DRAIN_MILLIS = 700;
    /** After that: for threads to notice. */
    private static final long CUT_OFF_MILLIS = 500;

    private final ExchangeClient client;
    private final DownloadConfig config;
    private final DownloadListener listener;
    private final Time time;
    private final String tool;
    private final JournalStorage.Opener storage;
    private final long startedNanos;
    private volatile RunCounters counters = new RunCounters(0);
    private volatile RunState state; // null before the threads start
    private volatile Ending ending = Ending.INTERRUPTED;
    private volatile boolean stopAsked;
    private boolean threadsLeft;

    /**
     * A run that has not started.
     *
     * @param client stays open; stopped when the run is
     * @param tool names the program in the journal
     */
    public DownloadRun(ExchangeClient client, DownloadConfig config, DownloadListener listener, Time time,
            String tool) {
        this(client, config, listener, time, tool, JournalStorage::file);
    }

    /** The same with a disk for the journal that tests choose. */
    DownloadRun(ExchangeClient client, DownloadConfig config, DownloadListener listener, Time time,
            String tool, JournalStorage.Opener storage) {
        this.client = Objects.requireNonNull(client, "client");
        this.config = Objects.requireNonNull(config, "config");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.time = Objects.requireNonNull(time, "time");
        this.tool = Objects.requireNonNull(tool, "tool");
        this.storage = Objects.requireNonNull(storage, "storage");
        this.startedNanos = time.nanos();
    }

    /**
     * Downloads. Returns after {@link #stop} too, with what was done.
     *
     * @throws FolderBusyException when another run works in the folder
     * @throws ExchangeException when the site cannot serve any request; what was done is saved
     */
    public DownloadReport run(List<Long> trackIds) throws IOException, InterruptedException {
        return run(trackIds, Map.of(), FirstPages.none());
    }

    /**
     * The same for tracks that the site has just listed.
     *
     * @param uids of their challenges, as far as known
     * @param known what was kept of their replays
     */
    public DownloadReport run(List<Long> trackIds, Map<Long, String> uids, FirstPages known)
            throws IOException, InterruptedException {
        List<Long> ids = List.copyOf(new LinkedHashSet<>(trackIds));
        counters = new RunCounters(ids.size());
        try (DownloadFolder folder =
                DownloadFolder.open(config.replaysDir(), config.tracksDir(), time, storage)) {
            ProgressMark mark = config.writesMark()
                    ? new ProgressMark(config.replaysDir(), ids, time)
                    : ProgressMark.unwritten(ids, time);
            try {
                folder.journal().started(facts(ids));
                folder.reconcile(ids, config.existing(), () -> stopAsked);
                download(folder, mark, ids, uids, known);
            } catch (IOException | InterruptedException | RuntimeException | Error e) {
                ending = isStop(e) ? Ending.INTERRUPTED : Ending.FAILED;
                saveAfter(e, folder, mark);
                throw e;
            }
            save(folder, mark);
        }
        return report();
    }

    private void save(DownloadFolder folder, ProgressMark mark) throws IOException {
        if (state != null) { // else nothing is known of the tracks: the old mark is better than a 0
            mark.write();
        }
        if (threadsLeft) {
            folder.journal().abandoned();
            return;
        }
        boolean finished = ending == Ending.COMPLETE || ending == Ending.PARTIAL;
        folder.journal().ended(ending.name().toLowerCase(Locale.ROOT), finished);
    }

    private static boolean isStop(Throwable failure) {
        return failure instanceof InterruptedException
                || failure instanceof ExchangeException e && e.kind() == ExchangeException.Kind.STOPPED;
    }

    /** The same when there is something worse to report. */
    private void saveAfter(Throwable failure, DownloadFolder folder, ProgressMark mark) {
        try {
            save(folder, mark);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private DownloadJournal.RunFacts facts(List<Long> ids) {
        StringBuilder list = new StringBuilder();
        ids.forEach(id -> list.append(id).append('\n'));
        return new DownloadJournal.RunFacts(tool, FileReceiver.hash(list.toString()), ids.size(),
                config.selection().key());
    }

    /** How things stand; cheap, at any time. */
    public DownloadReport report() {
        RunState now = state;
        return counters.report(ending, client.traffic().requests(),
                TimeUnit.NANOSECONDS.toMillis(time.nanos() - startedNanos), now == null ? 0 : now.progress());
    }

    /** Ends the run soon, with a consistent state. From any thread, any number of times. */
    public void stop() {
        stopAsked = true;
        RunState now = state;
        if (now != null) {
            now.finish();
        }
    }

    private void download(DownloadFolder folder, ProgressMark mark, List<Long> ids, Map<Long, String> uids,
            FirstPages known) throws IOException, InterruptedException {
        RunState run = new RunState(client, config, folder, listener, counters, mark, time);
        int open = queue(run, ids, uids);
        state = run;
        if (open > 0 && !stopAsked) {
            work(run, open, known);
        }
        if (stopAsked) {
            ending = Ending.INTERRUPTED;
        } else {
            ending = report().tracks().failed() == 0 ? Ending.COMPLETE : Ending.PARTIAL;
        }
    }

    /** Sorts the tracks into settled and open ones, and queues the open ones in their order. */
    private int queue(RunState run, List<Long> ids, Map<Long, String> uids) throws IOException {
        List<ListWork> work = new ArrayList<>();
        List<TrackTask> unknown = new ArrayList<>();
        int open = 0;
        for (long id : ids) {
            TrackRecord track = run.journal.track(id);
            if (run.isDone(track)) {
                run.settledBefore(track);
                continue;
            }
            open++;
            TrackTask task = new TrackTask(id);
            boolean planned = run.hasPlan(track);
            boolean known = uids.containsKey(id);
            task.knownAs(known && !planned ? uids.get(id) : track.uid());
            if (!planned && !known) {
                unknown.add(task);
            }
            if (!unknown.isEmpty() && (planned || known || unknown.size() == ListStage.TRACKS_A_LOOK_UP)) {
                work.add(new ListWork.LookUp(List.copyOf(unknown), 0));
                unknown.clear();
            }
            if (planned || known) {
                work.add(planned ? new ListWork.Resume(task) : new ListWork.ListReplays(task, 0));
            }
        }
        if (!unknown.isEmpty()) {
            work.add(new ListWork.LookUp(List.copyOf(unknown), 0));
        }
        run.open(open);
        run.lists.putAll(work);
        return open;
    }

    private void work(RunState run, int open, FirstPages known) throws IOException, InterruptedException {
        List<Thread> threads = new ArrayList<>();
        ListStage lists = new ListStage(run, known);
        for (int i = 1; i <= Math.min(config.apiWorkers(), open); i++) {
            threads.add(thread("tmnf-lists-" + i, run, lists::work));
        }
        long most = (long) open * config.selection().key().top() + open;
        for (int i = 1; i <= Math.min(config.workers(), most); i++) {
            threads.add(thread("tmnf-files-" + i, run, () -> new FileStage(run).work()));
        }
        int unpackers = config.challenges().fromReplay() ? Runtime.getRuntime().availableProcessors() : 0;
        ChallengeStage challenges = new ChallengeStage(run);
        for (int i = 1; i <= Math.min(unpackers, open); i++) {
            threads.add(thread("tmnf-maps-" + i, run, challenges::work));
        }
        threads.forEach(Thread::start);
        try {
            run.awaitEnd();
        } finally {
            end(run, threads);
        }
        rethrow(run.failure());
    }

    private void end(RunState run, List<Thread> threads) throws InterruptedException {
        if (!stopAsked && run.failure() == null) {
            for (Thread thread : threads) {
                thread.join();
            }
            return;
        }
        threadsLeft = true; // unless we see them end
        run.finish();
        client.drain();
        long drained = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS);
        for (Thread thread : threads) {
            RunState.join(thread, drained);
        }
        client.stop();
        long cut = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CUT_OFF_MILLIS);
        for (Thread thread : threads) {
            RunState.join(thread, cut);
        }
        threadsLeft = threads.stream().anyMatch(Thread::isAlive);
    }

    /** What a thread of a stage does. */
    @FunctionalInterface
    private interface Stage {
        void work() throws IOException, InterruptedException;
    }

    private static Thread thread(String name, RunState run, Stage stage) {
        Thread thread = new Thread(null, () -> {
            try {
                stage.work();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // by whoever embeds us: nobody here interrupts
                run.finish();
            } catch (IOException | RuntimeException | Error e) {
                run.abort(e);
            }
        }, name, 256 << 10);
        thread.setDaemon(true); // a name server that never answers must not keep the program alive
        return thread;
    }

    private static void rethrow(Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        } else if (failure instanceof UncheckedIOException e) {
            throw e.getCause();
        } else if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        }
    }
}
