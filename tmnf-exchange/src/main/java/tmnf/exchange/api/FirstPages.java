package tmnf.exchange.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * First pages of tracks' replays that one part of a run has asked for, kept for another part that asks the
 * same. Holds at most {@value #MOST_ROWS} rows and forgets what is taken. Thread-safe.
 */
public final class FirstPages {

    /** More rows than this are not kept: they are asked for again. */
    public static final int MOST_ROWS = 100_000;

    private final int count;
    private final Map<Long, Page<ListedReplay>> pages = new HashMap<>();
    private int rows;

    /**
     * For questions with each driver's best replay only.
     *
     * @param count rows that the later question wants; 0: nothing is kept
     */
    public FirstPages(int count) {
        this.count = count;
    }

    /** Of nothing. */
    public static FirstPages none() {
        return new FirstPages(0);
    }

    /** How many rows a first question should ask for, so that its answer serves the later one too. */
    public int count(int needed) {
        return Math.min(Math.max(needed, count), ReplayQuery.MOST_ROWS);
    }

    /** Keeps the answer to a question, if it is a first page and serves. */
    public synchronized void keep(ReplayQuery query, Page<ListedReplay> page) {
        boolean serves = count > 0 && isFirst(query) && (query.count() >= count || !page.more());
        if (serves && rows + page.rows().size() <= MOST_ROWS && pages.putIfAbsent(query.trackId(),
                page) == null) {
            rows += page.rows().size();
        }
    }

    /** The answer to a question, if there is one that says as much; it is not kept any longer. */
    public synchronized Optional<Page<ListedReplay>> take(ReplayQuery query) {
        if (!isFirst(query) || query.count() > count) {
            return Optional.empty();
        }
        Optional<Page<ListedReplay>> page = Optional.ofNullable(pages.remove(query.trackId()));
        page.ifPresent(known -> rows -= known.rows().size());
        return page;
    }

    private static boolean isFirst(ReplayQuery query) {
        return query.bestPerDriver() && query.userId() < 0 && query.cursor().equals(Cursor.START);
    }
}
