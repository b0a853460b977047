package tmnf.exchange.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The parameters of a track search that leave tracks out. Source: exchange note, section 3.1. */
final class TrackFilter implements Predicate<ServedTrack> {

    private static final Pattern TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?)?Z?");
    private static final int LAST_PRIMARY_TYPE = 5;

    private final Parameters parameters;
    private final List<Predicate<ServedTrack>> conditions = new ArrayList<>();

    private TrackFilter(Parameters parameters) {
        this.parameters = parameters;
    }

    static TrackFilter of(Parameters parameters) throws BadRequest {
        TrackFilter filter = new TrackFilter(parameters);
        filter.identity();
        filter.people();
        filter.tags();
        filter.kinds();
        filter.bounds();
        filter.collections();
        return filter;
    }

    @Override
    public boolean test(ServedTrack track) {
        for (Predicate<ServedTrack> condition : conditions) {
            if (!condition.test(track)) {
                return false;
            }
        }
        return true;
    }

    private void identity() throws BadRequest {
        Set<Long> ids = parameters.numbers("id");
        if (!ids.isEmpty()) {
            conditions.add(track -> ids.contains(track.id()));
        }
        Set<String> uids = new HashSet<>(parameters.list("uid"));
        if (!uids.isEmpty()) {
            conditions.add(track -> uids.contains(track.text("UId")));
        }
        parameters.text("name").ifPresent(name ->
                conditions.add(track -> contains(track.row().path("TrackName"), name)));
    }

    private void people() throws BadRequest {
        parameters.text("author").ifPresent(name -> conditions.add(track ->
                contains(track.row().path("Uploader").path("Name"), name)
                        || anyOf(track.row().path("Authors"), author ->
                                contains(author.path("User").path("Name"), name))));
        long user = parameters.number("authoruserid", -1);
        if (user >= 0) {
            conditions.add(track -> track.row().path("Uploader").path("UserId").asLong(-1) == user);
        }
        parameters.text("replaysby").ifPresent(name -> conditions.add(track -> track.replays().stream()
                .anyMatch(replay -> contains(replay.row().path("User").path("Name"), name))));
    }

    private void tags() throws BadRequest {
        Set<Long> wanted = parameters.numbers("tag");
        boolean all = parameters.flag("taginclusive").orElse(false);
        if (!wanted.isEmpty()) {
            conditions.add(track -> {
                Set<Long> tags = tags(track);
                return all ? tags.containsAll(wanted) : tags.stream().anyMatch(wanted::contains);
            });
        }
        Set<Long> unwanted = parameters.numbers("etag");
        if (!unwanted.isEmpty()) {
            conditions.add(track -> tags(track).stream().noneMatch(unwanted::contains));
        }
    }

    private void kinds() throws BadRequest {
        Optional<String> type = parameters.text("primarytype");
        if (type.isPresent()) {
            long wanted = parameters.number("primarytype", -1); // a list is an error
            if (wanted < 0 || wanted > LAST_PRIMARY_TYPE || parameters.list("primarytype").size() > 1) {
                throw BadRequest.invalid("primarytype");
            }
            conditions.add(track -> track.row().path("PrimaryType").asLong(-1) == wanted);
        }
        oneOf("environment", "Environment");
        oneOf("vehicle", "Car");
        oneOf("mood", "Mood");
        oneOf("difficulty", "Difficulty");
        oneOf("routes", "Routes");
    }

    private void oneOf(String parameter, String field) throws BadRequest {
        Set<Long> wanted = parameters.numbers(parameter);
        if (!wanted.isEmpty()) {
            conditions.add(track -> wanted.contains(track.row().path(field).asLong(-1)));
        }
    }

    private void bounds() throws BadRequest {
        long shortest = parameters.number("authortimemin", -1);
        long longest = parameters.number("authortimemax", -1);
        if (shortest >= 0) {
            conditions.add(track -> track.row().path("AuthorTime").asLong(-1) >= shortest);
        }
        if (longest >= 0) {
            conditions.add(track -> track.row().path("AuthorTime").asLong(Long.MAX_VALUE) <= longest);
        }
        Optional<String> after = time("uploadedafter");
        after.ifPresent(time -> conditions.add(track -> track.text("UploadedAt").compareTo(time) >= 0));
        Optional<String> before = time("uploadedbefore");
        before.ifPresent(time -> conditions.add(track -> track.text("UploadedAt").compareTo(time) < 0));
    }

    /** Texts of times sort like the times, a shorter one before its continuations. */
    private Optional<String> time(String parameter) throws BadRequest {
        Optional<String> time = parameters.text(parameter);
        if (time.isPresent() && !TIME.matcher(time.get()).matches()) {
            throw BadRequest.invalid(parameter);
        }
        return time.map(text -> text.replace("Z", ""));
    }

    private void collections() throws BadRequest {
        collection("inhasrecord", track -> !track.replays().isEmpty());
        collection("inunlimiter", track -> track.row().path("UnlimiterVersion").isNumber());
        collection("inenvmix", track ->
                track.row().path("Car").asLong(-1) != track.row().path("Environment").asLong(-1));
        collection("inauthortimebeaten", track -> track.row().path("AuthorBeaten").asBoolean(false));
        collection("inscreenshot", track -> track.row().path("Images").size() > 0);
    }

    private void collection(String parameter, Predicate<ServedTrack> member) throws BadRequest {
        parameters.flag(parameter).ifPresent(wanted -> conditions.add(track -> member.test(track) == wanted));
    }

    private static Set<Long> tags(ServedTrack track) {
        Set<Long> tags = new HashSet<>();
        track.row().path("Tags").forEach(tag -> tags.add(tag.asLong(-1)));
        return tags;
    }

    private static boolean anyOf(JsonNode array, Predicate<JsonNode> condition) {
        for (JsonNode element : array) {
            if (condition.test(element)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(JsonNode text, String part) {
        return text.asText("").toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
