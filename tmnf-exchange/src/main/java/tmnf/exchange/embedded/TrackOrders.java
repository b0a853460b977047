package tmnf.exchange.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * All tracks in the orders that {@code order1} names, each sorted once. An order whose numbers we do not
 * have, such as downloads, is the default one: newest first. Tracks without a value come last; equal ones by
 * id. Thread-safe. Source of the codes: exchange note, section 3.3.
 */
final class TrackOrders {

    private static final int NEWEST = 2;
    private static final int LAST_CODE = 100;

    /** Odd code: ascending; the next even one: descending. */
    private static final Map<Integer, Function<ServedTrack, Comparable<?>>> KEYS = Map.ofEntries(
            Map.entry(1, track -> text(track.row().path("UploadedAt"))),
            Map.entry(3, track -> text(track.row().path("UpdatedAt"))),
            Map.entry(5, track -> number(track.row().path("Awards"))),
            Map.entry(7, track -> number(track.row().path("Comments"))),
            Map.entry(9, track -> text(track.row().path("ActivityAt"))),
            Map.entry(11, track -> lower(track.row().path("TrackName"))),
            Map.entry(13, track -> lower(track.row().path("Uploader").path("Name"))),
            Map.entry(15, track -> number(track.row().path("Difficulty"))),
            Map.entry(19, track -> number(track.row().path("TrackValue"))),
            Map.entry(27, track -> track.replays().isEmpty() ? null
                    : text(track.replays().get(0).row().path("ReplayAt"))),
            Map.entry(39, track -> number(track.row().path("AuthorTime"))),
            Map.entry(41, track -> number(track.row().path("WRReplay").path("ReplayTime"))));

    private final List<ServedTrack> tracks;
    private final Map<Integer, List<ServedTrack>> sorted = new ConcurrentHashMap<>();

    TrackOrders(List<ServedTrack> tracks) {
        this.tracks = tracks;
    }

    /** The tracks in the order that the question names. */
    List<ServedTrack> of(Parameters parameters) throws BadRequest {
        long code = parameters.number("order1", NEWEST);
        if (code < 0 || code > LAST_CODE) {
            throw BadRequest.invalid("order1");
        }
        int odd = (int) (code - 1 + code % 2);
        int known = code > 0 && KEYS.containsKey(odd) ? (int) code : NEWEST;
        return sorted.computeIfAbsent(known, key -> tracks.stream().sorted(order(key)).toList());
    }

    private static Comparator<ServedTrack> order(int code) {
        boolean descending = code % 2 == 0;
        Function<ServedTrack, Comparable<?>> key = KEYS.get(descending ? code - 1 : code);
        return (left, right) -> {
            int byValue = compare(key.apply(left), key.apply(right), descending);
            return byValue != 0 ? byValue
                    : descending ? Long.compare(right.id(), left.id()) : Long.compare(left.id(), right.id());
        };
    }

    @SuppressWarnings("unchecked") // both come from the same function
    private static int compare(Comparable<?> left, Comparable<?> right, boolean descending) {
        if (left == null || right == null) {
            return Boolean.compare(left == null, right == null);
        }
        int ascending = ((Comparable<Object>) left).compareTo(right);
        return descending ? -ascending : ascending;
    }

    // Null: the row has no such value.

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : null;
    }

    private static String lower(JsonNode value) {
        return value.isTextual() ? value.textValue().toLowerCase(Locale.ROOT) : null;
    }

    private static Long number(JsonNode value) {
        return value.isNumber() ? value.longValue() : null;
    }
}
