package tmnf.exchange.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A question for tracks; immutable. Made by {@link #builder}; {@link #behind} asks for the next page.
 *
 * <p>What comes back is to be judged by {@link #mismatch}: the site ignores parameters that it does not know.
 */
public final class TrackSearch {

    /** The most ids in one question. */
    public static final int MOST_IDS = 50;
    /** The most rows that the site is known to give in one answer. */
    public static final int MOST_ROWS = 1_000;

    private final int order; // -1: as the site likes
    private final int count;
    private final long after; // -1: from the start
    private final List<Entry<String, String>> filters;
    private final TrackCheck check;

    TrackSearch(int order, int count, long after, List<Entry<String, String>> filters, TrackCheck check) {
        if (count < 1) {
            throw new IllegalArgumentException("count " + count);
        }
        this.order = order;
        this.count = count;
        this.after = after;
        this.filters = List.copyOf(filters);
        this.check = Objects.requireNonNull(check, "check");
    }

    /** For any question; without more, all tracks that plain TMNF can load. */
    public static TrackSearchBuilder builder() {
        return new TrackSearchBuilder();
    }

    /** Tracks by their ids, for one answer; whatever they need. At most {@value #MOST_IDS}. */
    public static TrackSearch byIds(List<Long> ids) {
        if (ids.isEmpty() || ids.size() > MOST_IDS) {
            throw new IllegalArgumentException(ids.size() + " ids, need 1 to " + MOST_IDS);
        }
        return builder().ids(new HashSet<>(ids)).everything().count(ids.size()).build();
    }

    /** Tracks whose name contains the text, whatever they need. */
    public static TrackSearch byName(String name, int count) {
        return builder().name(name).everything().count(count).build();
    }

    /** The same behind a track: the next page, when it is the last one of this page. */
    public TrackSearch behind(long trackId) {
        return new TrackSearch(order, count, trackId, filters, check);
    }

    /** The same in another order, by the site's number of it, from the start. */
    public TrackSearch inOrder(int code) {
        return new TrackSearch(code, count, -1, filters, check);
    }

    /** The same with pages of so many rows; the site may send fewer. */
    public TrackSearch withCount(int rows) {
        return new TrackSearch(order, rows, after, filters, check);
    }

    /** The same for tracks with at least one replay only. */
    public TrackSearch withReplays() {
        List<Entry<String, String>> more = new ArrayList<>(filters);
        if (!more.contains(TrackSearchBuilder.WITH_REPLAYS)) {
            more.add(TrackSearchBuilder.WITH_REPLAYS);
        }
        return new TrackSearch(order, count, after, more, check);
    }

    /** Rows wanted in one answer. */
    public int count() {
        return count;
    }

    /** What is sent besides the list of fields, in order. */
    public List<Entry<String, String>> parameters() {
        List<Entry<String, String>> all = new ArrayList<>(filters);
        if (order >= 0) {
            all.add(Map.entry("order1", Integer.toString(order)));
        }
        all.add(Map.entry("count", Integer.toString(count)));
        if (after >= 0) {
            all.add(Map.entry("after", Long.toString(after)));
        }
        return all;
    }

    /** The filters in words: the same text for the same question, whatever its page and order. */
    public String filters() {
        return filters.stream().map(filter -> filter.getKey() + "=" + filter.getValue())
                .collect(Collectors.joining("&"));
    }

    /** Whether a row is one of those asked for. */
    public boolean matches(Track track) {
        return mismatch(track).isEmpty();
    }

    /** Why a row is none of those asked for, in a word or two. */
    public Optional<String> mismatch(Track track) {
        return check.mismatch(track);
    }

    @Override
    public String toString() {
        return filters() + " in order " + order + " behind " + after;
    }
}
