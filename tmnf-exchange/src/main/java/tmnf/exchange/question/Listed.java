package tmnf.exchange.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import tmnf.exchange.http.RawAnswer;

/**
 * An answer that should be a list.
 *
 * @param rows empty also when it is none
 * @param more whether the site says that more rows follow; empty when it does not say
 * @param isList whether it is one
 */
record Listed(RawAnswer raw, List<JsonNode> rows, Optional<Boolean> more, boolean isList) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What stands for an answer that did not come. */
    static final Listed NONE = of(new RawAnswer(0, Map.of(), ""));

    static Listed of(RawAnswer raw) {
        JsonNode root = json(raw);
        JsonNode results = root.isArray() ? root : root.path("Results");
        List<JsonNode> rows = new ArrayList<>();
        if (raw.status() == 200) {
            results.forEach(rows::add);
        }
        JsonNode more = root.path("More");
        return new Listed(raw, rows, more.isBoolean() ? Optional.of(more.booleanValue()) : Optional.empty(),
                raw.status() == 200 && results.isArray());
    }

    /** The body as JSON; a missing node when it is none. */
    static JsonNode json(RawAnswer raw) {
        try {
            JsonNode root = JSON.readTree(raw.body());
            return root == null ? MissingNode.getInstance() : root;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** The answer in words when it is no list. */
    static String otherAnswer(RawAnswer raw) {
        String detail = json(raw).path("detail").asText("");
        String shown = detail.isEmpty() ? raw.start() : detail;
        return raw.status() + (shown.isEmpty() ? " without a body" : ": " + shown);
    }

    /** Judges a list; whatever is none was not expected. */
    Judged judge(Function<Listed, Judged> judge) {
        return isList ? judge.apply(this) : Judged.unexpected("no list, but " + otherAnswer(raw));
    }

    boolean saysMore() {
        return more.orElse(false);
    }
}
