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
    /**
     * Which page of which order.
     *
     * @param order by the site's number; -1: as the site likes
     * @param secondOrder of those that are equal in the first; -1: as the site likes
     */
    record Place(int order, int secondOrder, int count, Cursor cursor) {
        Place {
            if (count < 1) {
                throw new IllegalArgumentException("count " + count);
            }
        }
    }

    private final Place place;
    private final List<Entry<String, String>> filters;
    private final TrackCheck check;

    TrackSearch(Place place, List<Entry<String, String>> filters, TrackCheck check) {
        this.place = place;
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
        return at(Cursor.after(trackId));
    }

    /** The same at another place of the list. */
    public TrackSearch at(Cursor cursor) {
        return with(new Place(place.order, place.secondOrder, place.count, cursor));
    }

    /** The same in another order, by the site's number of it, from the start. */
    public TrackSearch inOrder(int code) {
        return with(new Place(code, place.secondOrder, place.count, Cursor.START));
    }

    /** The same with pages of so many rows; the site may send fewer. */
    public TrackSearch withCount(int rows) {
        return with(new Place(place.order, place.secondOrder, rows, place.cursor));
    }

    /** The same for tracks with at least one replay only. */
    public TrackSearch withReplays() {
        Entry<String, String> wanted = Map.entry(TrackCollection.HAS_RECORD.parameter(), "1");
        if (filters.contains(wanted)) {
            return this;
        }
        List<Entry<String, String>> more = new ArrayList<>(filters);
        more.removeIf(filter -> filter.getKey().equals(wanted.getKey()));
        more.add(wanted);
        return new TrackSearch(place, more, check);
    }

    private TrackSearch with(Place other) {
        return new TrackSearch(other, filters, check);
    }

    /** What is sent besides the list of fields, in order. */
    public List<Entry<String, String>> parameters() {
        QueryParameters all = new QueryParameters();
        filters.forEach(filter -> all.text(filter.getKey(), filter.getValue()));
        all.number("order1", place.order);
        all.number("order2", place.secondOrder);
        all.number("count", place.count);
        all.cursor(place.cursor);
        return all.all();
    }

    /** The filters in words: the same text for the same question, whatever its page and order. */
    public String filters() {
        return filters.stream().map(filter -> filter.getKey() + "=" + filter.getValue())
                .collect(Collectors.joining("&"));
    }

    /** Why a row is none of those asked for, in a word or two. */
    public Optional<String> mismatch(Track track) {
        return check.mismatch(track);
    }

    @Override
    public String toString() {
        return filters() + " in order " + place.order + ", " + place.cursor;
    }
}
