package tmnf.exchange.list;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.api.FirstPages;
import tmnf.exchange.api.ListedReplay;
import tmnf.exchange.api.Page;
import tmnf.exchange.api.ReplayQuery;
import tmnf.exchange.api.Track;
import tmnf.gbx.thread.WorkerThreads;

/** Asks whether tracks have replays of enough drivers. Confined to one thread, which waits for the others. */
final class ReplayMinimum {

    /** What the site says of a track. */
    enum Verdict {
        ENOUGH,
        FEWER,
        /** It would not say. */
        UNKNOWN
    }

    private final ExchangeClient client;
    private final int least;
    private final int workers;
    private final TrackListListener listener;
    private final FirstPages known;

    /** What it is told is kept among the known pages. */
    ReplayMinimum(ExchangeClient client, int least, int workers, TrackListListener listener,
            FirstPages known) {
        this.known = known;
        this.client = client;
        this.least = least;
        this.workers = workers;
        this.listener = listener;
    }

    /**
     * The verdicts on tracks, in their order: all of them, or up to the track with which {@code most} have
     * enough. Questions that are then still on their way are given up.
     */
    List<Verdict> judge(List<Track> tracks, int most) throws IOException, InterruptedException {
        Round round = new Round(tracks, most);
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= Math.min(workers, tracks.size()); i++) {
            threads.add(new Thread(round::work, "tmnf-list-" + i));
        }
        threads.forEach(Thread::start);
        try {
            round.await();
        } finally {
            round.end();
            threads.forEach(Thread::interrupt);
            WorkerThreads.join(threads);
        }
        return round.verdicts();
    }

    private Verdict ask(Track track) throws IOException, InterruptedException {
        try {
            return hasEnough(track.id()) ? Verdict.ENOUGH : Verdict.FEWER;
        } catch (ExchangeException e) {
            if (e.endsTheRun() || e.kind() == ExchangeException.Kind.BLOCKED) {
                throw e;
            }
            listener.warning("REPLAYS_NOT_COUNTED", "track " + track.id() + ": " + e.getMessage());
            return Verdict.UNKNOWN;
        }
    }

    private boolean hasEnough(long trackId) throws IOException, InterruptedException {
        Set<Long> ids = new HashSet<>();
        ReplayQuery query = new ReplayQuery(trackId, known.count(least), true, -1);
        while (true) {
            ReplayQuery question = query;
            Page<ListedReplay> page = client.retrying(() -> client.replays(question),
                    failure -> listener.retried(failure.path(), failure.getMessage()));
            known.keep(question, page);
            int before = ids.size();
            page.rows().forEach(row -> ids.add(row.id()));
            if (ids.size() >= least || !page.more() || ids.size() == before) {
                return ids.size() >= least;
            }
            query = query.behind(page.last());
        }
    }

    /** The tracks of one call, shared by its threads; all of it guarded by itself. */
    private final class Round {
        private final List<Track> tracks;
        private final int most;
        private final Verdict[] verdicts;
        private int next; // to be asked
        private int judged; // tracks from the start that have a verdict
        private int enough; // among those
        private int found; // with enough, anywhere: no track behind them is needed
        private boolean over;
        private Throwable failure; // null: none

        Round(List<Track> tracks, int most) {
            this.tracks = tracks;
            this.most = most;
            this.verdicts = new Verdict[tracks.size()];
            this.over = tracks.isEmpty();
        }

        void work() {
            try {
                for (int i = take(); i >= 0; i = take()) {
                    put(i, ask(tracks.get(i)));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // asked for by the caller, who knows
            } catch (IOException | RuntimeException | Error e) {
                fail(e);
            }
        }

        private synchronized int take() {
            return over || next == verdicts.length || found >= most ? -1 : next++;
        }

        private synchronized void put(int index, Verdict verdict) {
            verdicts[index] = verdict;
            found += verdict == Verdict.ENOUGH ? 1 : 0;
            while (!over && judged < verdicts.length && verdicts[judged] != null) {
                enough += verdicts[judged] == Verdict.ENOUGH ? 1 : 0;
                judged++;
                over = enough == most || judged == verdicts.length;
            }
            notifyAll();
        }

        private synchronized void fail(Throwable e) {
            if (!over) {
                failure = e;
                end();
            }
        }

        /** Every question is repeated a bounded number of times, and ends when the client is stopped. */
        synchronized void await() throws InterruptedException {
            while (!over) {
                wait();
            }
        }

        synchronized void end() {
            over = true;
            notifyAll();
        }

        synchronized List<Verdict> verdicts() throws IOException {
            WorkerThreads.rethrow(failure);
            return List.copyOf(Arrays.asList(verdicts).subList(0, judged));
        }
    }
}
