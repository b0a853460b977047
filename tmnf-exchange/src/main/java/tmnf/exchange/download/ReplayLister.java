package tmnf.exchange.download;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.api.FirstPages;
import tmnf.exchange.api.ListedReplay;
import tmnf.exchange.api.Page;
import tmnf.exchange.api.ReplayQuery;

/**
 * Reads as much of a track's list of replays as a selection needs, and makes its plan. Each page is one
 * attempt: a failure is thrown, and the caller begins again. Nothing is kept between calls; thread-safe.
 *
 * <p>A page that brings nothing new ends the list, for then the site does not page; so do {@value
 * #MOST_PAGES} pages. The listener is warned, and the plan is marked as not complete. It is also told how
 * many rows have no id.
 */
final class ReplayLister {

    static final int MOST_PAGES = 100;
    private static final String PATH = "/api/replays";

    private final ExchangeClient client;
    private final ReplaySelection selection;
    private final DownloadListener listener;
    private final FirstPages known;

    /** Pages that are known are not asked for. */
    ReplayLister(ExchangeClient client, ReplaySelection selection, DownloadListener listener,
            FirstPages known) {
        this.known = known;
        this.client = client;
        this.selection = selection;
        this.listener = listener;
    }

    /**
     * The plan of a track; without replays and exclusions when the site has no replay of it.
     *
     * @param uid of the challenge, empty when unknown
     */
    TrackPlan list(long trackId, String uid) throws IOException, InterruptedException {
        List<ListedReplay> rows = new ArrayList<>();
        Set<Long> ids = new HashSet<>();
        ReplayQuery query = new ReplayQuery(trackId, selection.firstCount(), selection.bestPerDriver(), -1);
        int skipped = 0;
        for (int pages = 1; ; pages++) {
            Optional<Page<ListedReplay>> kept = known.take(query);
            Page<ListedReplay> page = kept.isPresent() ? kept.get() : client.replays(query);
            int before = ids.size();
            page.rows().forEach(row -> add(row, rows, ids));
            skipped += page.skipped();
            boolean ended = !page.more() || page.rows().isEmpty() && page.skipped() == 0;
            if (ended || selection.isSatisfiedBy(rows)) {
                checkSkipped(trackId, skipped, rows);
                return selection.plan(trackId, uid, rows, ended);
            }
            if (ids.size() == before || pages == MOST_PAGES) {
                checkSkipped(trackId, skipped, rows);
                listener.warning("LIST_CUT", "track " + trackId + ": the site says that it has more than "
                        + rows.size() + " replays, and does not list them");
                return selection.plan(trackId, uid, rows, false);
            }
            query = new ReplayQuery(trackId, ReplayQuery.MOST_ROWS, selection.bestPerDriver(), page.last());
        }
    }

    /** Rows without ids are no replays; where all are so, the list does not even say that there is none. */
    private void checkSkipped(long trackId, int skipped, List<ListedReplay> rows) throws ExchangeException {
        if (skipped == 0) {
            return;
        }
        String what = "track " + trackId + ": " + skipped + (skipped == 1
                ? " listed replay has no id and is left out" : " listed replays have no id and are left out");
        listener.warning("ROWS_WITHOUT_ID", what);
        if (rows.isEmpty()) {
            throw new ExchangeException(ExchangeException.Kind.CONTENT, 200, PATH, PATH + ": " + what
                    + ", and there is no other");
        }
    }

    private static void add(ListedReplay row, List<ListedReplay> rows, Set<Long> ids) {
        if (ids.add(row.id())) {
            rows.add(row);
        }
    }
}
