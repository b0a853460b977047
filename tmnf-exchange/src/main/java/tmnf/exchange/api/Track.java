package tmnf.exchange.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A track as the site lists it. What the site does not say is -1, an empty string, or {@link #UNKNOWN_TIME}.
 *
 * @param uid of the challenge, as in its file
 * @param authorTimeMs medal time
 * @param tags ids, see the exchange note
 * @param unlimiterVersion of the mod that the challenge needs; -1: plain
 * @param recordReplayId the best replay
 * @param source the row as it came, do not modify; null: not from a list
 */
public record Track(long id, String name, String uid, long authorTimeMs, long awards, String uploader,
        Instant uploadedAt, Instant updatedAt, int primaryType, int environment, List<Integer> tags,
        long unlimiterVersion, long recordReplayId, long recordTimeMs, ObjectNode source) {

    /** In the place of a time that the site does not say. */
    public static final Instant UNKNOWN_TIME = Instant.MIN;

    public Track {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uid, "uid");
        tags = List.copyOf(tags);
    }

    /** Whether this is the name; colour codes, case and accents do not matter. */
    public boolean isNamed(String text) {
        return Names.isSame(name, text);
    }

    /** Whether this is a part of the name; colour codes, case and accents do not matter. */
    public boolean hasInName(String part) {
        return Names.hasPart(name, part);
    }

    /** Everybody whom the row names as uploader or author. */
    List<String> people() {
        List<String> people = new ArrayList<>(1);
        people.add(uploader);
        for (Row author : source == null ? List.<Row>of() : new Row(source).rows("Authors")) {
            people.add(author.row("User").text("Name"));
        }
        people.removeIf(String::isEmpty);
        return people;
    }

    /** Who uploaded it; -1: the row does not say. */
    long uploaderId() {
        return source == null ? -1 : new Row(source).row("Uploader").number("UserId");
    }

    /** Whether the row says which tags the track has, also that it has none. */
    boolean saysTags() {
        return !tags.isEmpty() || source != null && new Row(source).get("Tags").isArray();
    }
}
