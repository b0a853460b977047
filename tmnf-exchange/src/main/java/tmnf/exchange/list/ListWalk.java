package tmnf.exchange.list;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.api.FirstPages;
import tmnf.exchange.api.Page;
import tmnf.exchange.api.Track;
import tmnf.exchange.api.TrackOrder;
import tmnf.exchange.api.TrackSearch;

/**
 * Reads the pages of a search, one at a time, and judges their rows. Confined to one thread.
 *
 * <p>An order ends when the site says that it has no more, or sends an empty page; a short page means
 * nothing. It also ends when a page brings no track that is new in this order: then the site does not page.
 */
final class ListWalk {

    private static final String WITHOUT_ID = "without id";
    private static final String AWARDS = "awards";
    private static final String REPLAYS = "replays";
    private static final String NOT_COUNTED = "replays not counted";

    private final ExchangeClient client;
    private final TrackListConfig config;
    private final TrackListListener listener;
    private final PageLog log;
    private final TrackSearch search;
    private final ReplayMinimum minimum;
    private final WalkState state;
    private final int resumed;
    private String stuck = ""; // the order that does not page

    ListWalk(ExchangeClient client, TrackListConfig config, TrackListListener listener, PageLog log,
            FirstPages known) {
        this.client = client;
        this.config = config;
        this.listener = listener;
        this.log = log;
        TrackSearch all = config.search().withCount(config.perPage());
        this.search = config.minReplays() > 0 ? all.withReplays() : all;
        this.minimum = new ReplayMinimum(client, config.minReplays(), config.apiWorkers(), listener,
                known);
        this.state = new WalkState(config.orders());
        log.earlier().stream().filter(page -> state.hasOrder(page.order())).forEach(state::add);
        this.resumed = state.accepted().size();
    }

    WalkState state() {
        return state;
    }

    /** Tracks that an earlier walk left. */
    int resumed() {
        return resumed;
    }

    /** What the list lacks although the walk came to its end; empty: nothing. */
    String trouble() {
        int unknown = state.dropped().getOrDefault(NOT_COUNTED, 0);
        if (!stuck.isEmpty()) {
            return "the site sends the same page again and again in order " + stuck;
        }
        return unknown == 0 ? "" : "the replays of " + unknown + " tracks could not be counted";
    }

    /** Whether nothing is left for a later walk to go on with. */
    boolean isOver() {
        return stuck.isEmpty() && (room() == 0 || state.next().isEmpty());
    }

    /** Walks to the end, or until a page cannot be had. */
    void walk() throws IOException, InterruptedException {
        if (!log.earlier().isEmpty()) {
            listener.resumed(resumed, state.pages());
        }
        Optional<WalkState.Order> order = state.next();
        while (room() > 0 && order.isPresent()) {
            read(order.get());
            order = state.next();
        }
    }

    private int room() {
        return config.maxTracks() == 0 ? Integer.MAX_VALUE
                : Math.max(0, config.maxTracks() - state.accepted().size());
    }

    private void read(WalkState.Order order) throws IOException, InterruptedException {
        TrackSearch ordered = search.inOrder(order.code());
        TrackSearch question = order.after() < 0 ? ordered : ordered.behind(order.after());
        Page<Track> page = client.retrying(() -> client.tracks(question),
                failure -> listener.retried(failure.path(), failure.getMessage()));
        boolean isEmpty = page.rows().isEmpty() && page.skipped() == 0;
        if (!isEmpty && page.more() && page.rows().stream().allMatch(row -> order.hasSeen(row.id()))) {
            // Not noted: a later walk asks again.
            order.end();
            stuck = TrackOrder.label(order.code());
            listener.warning("LIST_CUT", trouble());
            return;
        }
        Judgement judgement = judge(page);
        boolean isLast = isEmpty || !page.more() || order.pages() + 1 >= config.pages()
                || isBelowAwards(order.code(), page.rows());
        WalkedPage walked = new WalkedPage(order.code(), isEmpty ? order.after() : page.last(),
                page.rows().stream().map(Track::id).toList(),
                judgement.accepted.stream().map(Track::id).toList(), page.rows().size() + page.skipped(),
                judgement.duplicates, judgement.dropped, isLast);
        log.append(walked, judgement.accepted);
        state.add(walked);
        judgement.accepted.forEach(listener::accepted);
        listener.page(TrackOrder.label(order.code()), order.pages(), page.rows().size(),
                state.accepted().size());
    }

    /** In the order of most awards, nothing behind a page that goes below the minimum can reach it. */
    private boolean isBelowAwards(int code, List<Track> rows) {
        boolean isSorted = code == TrackOrder.AWARDS.code() && config.minAwards() > 0 && !rows.isEmpty();
        long before = Long.MAX_VALUE;
        for (Track row : rows) {
            isSorted &= row.awards() >= 0 && row.awards() <= before;
            before = row.awards();
        }
        return isSorted && before < config.minAwards();
    }

    private Judgement judge(Page<Track> page) throws IOException, InterruptedException {
        Judgement judgement = new Judgement();
        judgement.drop(WITHOUT_ID, page.skipped());
        List<Track> fitting = new ArrayList<>();
        Set<Long> onPage = new HashSet<>();
        for (Track row : page.rows()) {
            Optional<String> reason = search.mismatch(row);
            if (state.hasSeen(row.id()) || !onPage.add(row.id())) {
                judgement.duplicates++;
            } else if (reason.isPresent()) {
                judgement.drop(reason.get(), 1);
            } else if (config.minAwards() > 0 && row.awards() < config.minAwards()) {
                judgement.drop(AWARDS, 1);
            } else {
                fitting.add(row);
            }
        }
        accept(fitting, judgement);
        return judgement;
    }

    private void accept(List<Track> fitting, Judgement judgement) throws IOException, InterruptedException {
        int room = room();
        if (config.minReplays() < 2) {
            judgement.accepted.addAll(fitting.subList(0, Math.min(room, fitting.size())));
            return;
        }
        List<ReplayMinimum.Verdict> verdicts = minimum.judge(fitting, room);
        for (int i = 0; i < verdicts.size(); i++) {
            switch (verdicts.get(i)) {
                case ENOUGH -> judgement.accepted.add(fitting.get(i));
                case FEWER -> judgement.drop(REPLAYS, 1);
                case UNKNOWN -> judgement.drop(NOT_COUNTED, 1);
            }
        }
    }

    /** What becomes of the rows of one page. */
    private static final class Judgement {
        private final List<Track> accepted = new ArrayList<>();
        private final Map<String, Integer> dropped = new TreeMap<>();
        private int duplicates;

        void drop(String reason, int count) {
            if (count > 0) {
                dropped.merge(reason, count, Integer::sum);
            }
        }
    }
}
