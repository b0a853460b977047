package tmnf.exchange.download;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;
import tmnf.exchange.api.FirstPages;
import tmnf.exchange.api.Page;
import tmnf.exchange.api.Track;
import tmnf.exchange.api.TrackSearch;

/**
 * The first stage: makes the plans of tracks from the site's lists. Asks for no further list while the second
 * stage has enough to do. Used by several threads.
 */
final class ListStage {

    /** Tracks looked up in one question; what other clients of the site use. */
    static final int TRACKS_A_LOOK_UP = TrackSearch.MOST_IDS;

    /**
     * So many failures in a row, and a look-up is not repeated. Far below what makes the client think that
     * the whole site is down, for that would cost the run.
     */
    private static final int FAILED_LOOK_UPS = 4;
    private static final String NONE = "no replays on the exchange";
    private static final String NONE_NOW = "the exchange lists no replay, and did before";

    private static final Logger LOG = LoggerFactory.getLogger(ListStage.class);

    private final RunState run;
    private final ReplayLister lister;
    private final AtomicBoolean lookUpsFail = new AtomicBoolean();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final AtomicInteger failedLookUps = new AtomicInteger(); // in a row

    ListStage(RunState run, FirstPages known) {
        this.run = run;
        this.lister = new ReplayLister(run.client, run.config.selection(), run.listener, known);
    }

    /** Works until there is nothing more to do. */
    void work() throws IOException, InterruptedException {
        while (run.files.awaitRoom()) {
            ListWork next = run.lists.take();
            if (next == null) {
                return;
            }
            try {
                if (next instanceof ListWork.LookUp lookUp) {
                    lookUp(lookUp);
                } else if (next instanceof ListWork.ListReplays list) {
                    list(list.track());
                } else if (next instanceof ListWork.Resume resume) {
                    run.fetch(resume.track(), run.journal.track(resume.track().id()));
                }
            } catch (ExchangeException e) {
                failed(next, e);
            }
        }
    }

    private void lookUp(ListWork.LookUp work) throws IOException, InterruptedException {
        if (!lookUpsFail.get()) {
            Map<Long, Track> found = new HashMap<>();
            List<Long> ids = work.tracks().stream().map(TrackTask::id).toList();
            Page<Track> page = run.client.tracks(TrackSearch.byIds(ids));
            page.rows().forEach(track -> found.put(track.id(), track));
            run.answered();
            failedLookUps.set(0);
            for (TrackTask task : work.tracks()) {
                Track track = found.get(task.id());
                if (track != null) {
                    task.knownAs(track.uid());
                } else if (!page.more() && page.skipped() == 0) {
                    task.notOnSite();
                }
            }
        }
        listReplays(work.tracks());
    }

    private void listReplays(List<TrackTask> tracks) {
        run.lists.putFirst(tracks.stream().map(task -> new ListWork.ListReplays(task, 0)).toList());
    }

    private void list(TrackTask task) throws IOException, InterruptedException {
        if (!run.config.needsList(run.journal.track(task.id()))) {
            run.replaysEnded(task);
            return;
        }
        TrackPlan plan = lister.list(task.id(), task.uid());
        run.answered();
        if (plan.isEmpty()) {
            noneListed(task, run.journal.track(task.id()));
            return;
        }
        run.journal.planned(plan);
        run.counters.excluded(plan.excluded());
        TrackRecord track = run.folder.adopt(task.id());
        run.listener.planned(plan, (int) run.wanted(track).stream().filter(e -> !e.isSettled()).count());
        run.fetch(task, track);
    }

    /**
     * A track that had replays loses them seldom, and an empty answer is soon given by mistake. So what is
     * known holds, or the next run asks again, unless the site does not know the track or said so before.
     */
    private void noneListed(TrackTask task, TrackRecord track) throws IOException {
        boolean had = track.hasReplays() || run.folder.hasReplay(task.id(), DownloadFolder.Verify.SIZE);
        boolean twice = track.state() == TrackRecord.State.FAILED && track.note().equals(NONE_NOW);
        if (!had || task.isMissing() || twice) {
            run.journal.track(task.id(), TrackRecord.State.GONE, NONE);
            run.replaysEnded(task);
            return;
        }
        run.listener.warning("NO_REPLAYS_NOW", "track " + task.id() + ": " + NONE_NOW);
        if (track.needsList(run.config.selection().key())) {
            run.journal.track(task.id(), TrackRecord.State.FAILED, NONE_NOW);
            run.ended(task);
        } else if (track.state() == TrackRecord.State.LISTED) {
            run.fetch(task, track);
        } else {
            run.replaysEnded(task);
        }
    }

    private void failed(ListWork work, ExchangeException e) throws IOException {
        if (e.kind() == Kind.STOPPED) {
            return;
        }
        if (work instanceof ListWork.LookUp lookUp) {
            lookUpFailed(lookUp, e);
            return;
        }
        if (e.endsTheRun()) {
            run.abort(e);
            return;
        }
        long delay = run.retryDelayOrEnd(e, work.failures() + 1);
        if (delay >= 0) {
            run.lists.putLater(work.failedOnceMore(), delay);
        } else if (work instanceof ListWork.ListReplays list) {
            run.journal.track(list.track().id(), TrackRecord.State.FAILED, e.getMessage());
            run.ended(list.track());
        }
    }

    /** What a look-up tells is good to have; its failure must not cost a replay. */
    private void lookUpFailed(ListWork.LookUp work, ExchangeException e) throws IOException {
        if (e.kind() == Kind.UNAVAILABLE) {
            run.abort(e);
            return;
        }
        boolean refused = e.endsTheRun() || e.kind() == Kind.BLOCKED;
        boolean again = !refused && failedLookUps.incrementAndGet() < FAILED_LOOK_UPS;
        long delay = again ? run.retryDelay(e, work.failures() + 1) : -1;
        if (delay >= 0) {
            run.lists.putLater(work.failedOnceMore(), delay);
            return;
        }
        if (refused) {
            lookUpsFail.set(true);
        }
        if (!warned.getAndSet(true)) {
            LOG.warn("tracks cannot be looked up, so challenges are not held against the site's uids: {}",
                    e.getMessage());
        }
        listReplays(work.tracks());
    }
}
