package tmnf.exchange.embedded;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Answers with lists: {@code /api/tracks}, {@code /api/replays} and {@code /api/meta/tags}. */
final class ListPages {

    private static final String JSON_TYPE = "application/json; charset=utf-8";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExchangeData data;
    private final TrackOrders orders;
    private final int pageCap;
    private final Answer tags;

    ListPages(ExchangeData data, int pageCap) throws IOException {
        this.data = data;
        this.orders = new TrackOrders(data.tracks());
        this.pageCap = pageCap;
        this.tags = tagList();
    }

    Answer tracks(String query) throws BadRequest, IOException {
        Parameters parameters = Parameters.parse(query);
        FieldSelection fields = FieldSelection.of(parameters, KnownFields.OF_TRACKS);
        PageRequest page = PageRequest.of(parameters, pageCap);
        PageRequest.Slice<ServedTrack> slice =
                page.of(orders.of(parameters), ServedTrack::id, TrackFilter.of(parameters));
        return envelope(slice, fields, ServedTrack::row);
    }

    Answer replays(String query) throws BadRequest, IOException {
        Parameters parameters = Parameters.parse(query);
        FieldSelection fields = FieldSelection.of(parameters, KnownFields.OF_REPLAYS);
        PageRequest page = PageRequest.of(parameters, pageCap);
        boolean best = parameters.flag("best").orElse(false);
        long user = parameters.number("userid", -1);
        Predicate<ServedReplay> wanted = replay ->
                (!best || replay.isBest()) && (user < 0 || replay.userId() == user);
        return envelope(page.of(candidates(parameters, user), ServedReplay::id, wanted), fields,
                ServedReplay::row);
    }

    private List<ServedReplay> candidates(Parameters parameters, long user) throws BadRequest {
        if (parameters.text("trackid").isPresent()) {
            return data.track(parameters.number("trackid", -1)).map(ServedTrack::replays).orElse(List.of());
        }
        if (user < 0) {
            throw new BadRequest("Missing value for 'trackId'");
        }
        return data.tracks().stream().flatMap(track -> track.replays().stream())
                .filter(replay -> replay.userId() == user)
                .sorted(Comparator.comparingLong(ServedReplay::id).reversed()).toList();
    }

    /** All tags of the site: the only list without an envelope. */
    Answer tags() {
        return tags;
    }

    private static Answer tagList() throws IOException {
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartArray();
            for (int id = 0; id < ApiWords.TAGS.size(); id++) {
                out.writeStartObject();
                out.writeNumberField("Id", id);
                out.writeStringField("Name", ApiWords.TAGS.get(id));
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        return Answer.of(200, JSON_TYPE, bytes.toByteArray());
    }

    private static <T> Answer envelope(PageRequest.Slice<T> slice, FieldSelection fields,
            Function<T, ObjectNode> row) throws IOException {
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeBooleanField("More", slice.more());
            out.writeArrayFieldStart("Results");
            for (T one : slice.rows()) {
                fields.write(out, row.apply(one));
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return Answer.of(200, JSON_TYPE, bytes.toByteArray());
    }
}
