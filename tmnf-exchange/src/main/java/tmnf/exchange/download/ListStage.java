package tmnf.exchange.download;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;
import tmnf.exchange.api.Track;
import tmnf.exchange.api.TrackSearch;

/**
 * The first stage: makes the plans of tracks from the site's lists. Asks for no further list while the second
 * stage has enough to do. Used by several threads.
 */
final class ListStage {

    /** Tracks looked up in one question; what other clients of the site use. */
    static final int TRACKS_A_LOOK_UP = TrackSearch.MOST_IDS;

    private static final Logger LOG = LoggerFactory.getLogger(ListStage.class);

    private final RunState run;
    private final ReplayLister lister;
    private final AtomicBoolean lookUpsFail = new AtomicBoolean();

    ListStage(RunState run) {
        this.run = run;
        this.lister = new ReplayLister(run.client, run.config.selection(), run.listener);
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
            run.client.tracks(TrackSearch.byIds(ids)).rows().forEach(track -> found.put(track.id(), track));
            run.answered();
            for (TrackTask task : work.tracks()) {
                Track track = found.get(task.id());
                if (track != null) {
                    task.knownAs(track.uid());
                }
            }
        }
        run.lists.putFirst(work.tracks().stream().map(task -> new ListWork.ListReplays(task, 0)).toList());
    }

    private void list(TrackTask task) throws IOException, InterruptedException {
        if (!run.needsList(run.journal.track(task.id()))) {
            run.replaysEnded(task);
            return;
        }
        TrackPlan plan = lister.list(task.id(), task.uid());
        run.answered();
        if (plan.replays().isEmpty() && plan.excluded().isEmpty()) {
            run.journal.track(task.id(), TrackRecord.State.GONE, "no replays on the exchange");
            run.replaysEnded(task);
            return;
        }
        run.journal.planned(plan);
        run.counters.excluded(plan.excluded());
        TrackRecord track = run.folder.adopt(task.id());
        run.listener.planned(plan, (int) run.wanted(track).stream().filter(e -> !e.isSettled()).count());
        run.fetch(task, track);
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
        long delay = run.retryDelay(e, work.failures() + 1);
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
        long delay = e.endsTheRun() ? -1 : run.retryDelay(e, work.failures() + 1);
        if (delay >= 0) {
            run.lists.putLater(work.failedOnceMore(), delay);
            return;
        }
        if (!lookUpsFail.getAndSet(true)) {
            LOG.warn("tracks cannot be looked up, so challenges are not held against the site's uids: {}",
                    e.getMessage());
        }
        run.lists.putFirst(List.of(work.failedOnceMore()));
    }
}
