package tmnf.rl.save;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import tmnf.rl.save.SaveException.Reason;

/** A JSON file of a save folder, read key by key: a missing or wrong one is a {@link SaveException}. */
final class SaveJson {

    private static final int DEPTH = 16;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build());
    private static final String ADVICE = "name another run with --run-name, or go on from an earlier"
            + " checkpoint";

    private final String name;
    private final JsonNode node;

    /** Something that reads. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws SaveException;
    }

    private SaveJson(String name, JsonNode node) {
        this.name = name;
        this.node = node;
    }

    static SaveJson object(String name, byte[] json) throws SaveException {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node != null && node.isObject()) {
                return new SaveJson(name, node);
            }
        } catch (IOException e) {
            throw damaged(name, "is no JSON");
        }
        throw damaged(name, "is no JSON object");
    }

    private static SaveException damaged(String name, String what) {
        return new SaveException(Reason.DAMAGED, name + " " + what, List.of(), ADVICE);
    }

    /** Throws if the file is of a later version. */
    void format(int known) throws SaveException {
        long format = integer("format");
        if (format != known) {
            throw new SaveException(Reason.FORMAT, name + " is in format " + format
                    + ", this program knows format " + known, List.of(), "use the version that wrote it");
        }
    }

    /** A value whose constructor may refuse what was read. */
    <T> T checked(Reading<T> reading) throws SaveException {
        try {
            return reading.read();
        } catch (IllegalArgumentException | NullPointerException e) {
            throw damaged(name, "contradicts itself: " + e.getMessage());
        }
    }

    boolean has(String key) {
        return node.has(key);
    }

    JsonNode child(String key, Predicate<JsonNode> kind) throws SaveException {
        JsonNode child = node.get(key);
        if (child == null || !kind.test(child)) {
            throw damaged(name, child == null ? "has no " + key : "has a wrong " + key);
        }
        return child;
    }

    /** The object that an element is. */
    SaveJson of(JsonNode element) throws SaveException {
        if (!element.isObject()) {
            throw damaged(name, "holds something that is no object");
        }
        return new SaveJson(name, element);
    }

    long integer(String key) throws SaveException {
        return child(key, JsonNode::canConvertToLong).longValue();
    }

    double number(String key) throws SaveException {
        return child(key, JsonNode::isNumber).doubleValue();
    }

    String text(String key) throws SaveException {
        return child(key, JsonNode::isTextual).textValue();
    }
}
