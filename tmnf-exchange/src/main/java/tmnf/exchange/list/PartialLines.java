package tmnf.exchange.list;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lines of a partial list, each a JSON object whose {@code e} says what it is:
 *
 * <pre>
 *   query   v, question                                        first line: what the list is of
 *   row     row                                                a track on the list, as the site sent it
 *   page    order, after, rows, ids, accepted, duplicates,     a page is complete; its rows stand before it
 *           dropped, last
 *   output  bytes                                              the list so far was written to its file
 * </pre>
 */
final class PartialLines {

    static final int VERSION = 1;

    private static final byte[] ROW_START = "{\"e\":\"row\",\"row\":".getBytes(StandardCharsets.US_ASCII);
    // Nothing but ASCII, so that broken Unicode in a name comes back as it was.
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private PartialLines() {}

    static String query(String question) throws IOException {
        return JSON.writeValueAsString(line("query").put("v", VERSION).put("question", question)) + "\n";
    }

    /** Whether a first line is that of a list of this question. */
    static boolean isQuery(byte[] line, String question) {
        Optional<ObjectNode> found = parsed(line, "query");
        return found.isPresent() && found.get().path("v").asInt() == VERSION
                && found.get().path("question").asText().equals(question);
    }

    static byte[] json(JsonNode row) throws IOException {
        return JSON.writeValueAsString(row).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] row(JsonNode row) throws IOException {
        byte[] json = json(row);
        byte[] line = new byte[ROW_START.length + json.length + 2];
        System.arraycopy(ROW_START, 0, line, 0, ROW_START.length);
        System.arraycopy(json, 0, line, ROW_START.length, json.length);
        line[line.length - 2] = '}';
        line[line.length - 1] = '\n';
        return line;
    }

    /** The JSON of a row, empty when the line is another one. */
    static Optional<byte[]> rowOf(byte[] line) {
        boolean isRow = line.length > ROW_START.length + 1;
        for (int i = 0; isRow && i < ROW_START.length; i++) {
            isRow = line[i] == ROW_START[i];
        }
        return isRow ? Optional.of(Arrays.copyOfRange(line, ROW_START.length, line.length - 1))
                : Optional.empty();
    }

    static String page(WalkedPage page) throws IOException {
        ObjectNode line = line("page").put("order", page.order()).put("after", page.after())
                .put("rows", page.rows()).put("duplicates", page.duplicates()).put("last", page.last());
        page.ids().forEach(line.putArray("ids")::add);
        page.accepted().forEach(line.putArray("accepted")::add);
        ObjectNode dropped = line.putObject("dropped");
        new TreeMap<>(page.dropped()).forEach(dropped::put);
        return JSON.writeValueAsString(line) + "\n";
    }

    /** The page of a line, empty when the line is another one or damaged. */
    static Optional<WalkedPage> pageOf(byte[] line) {
        return parsed(line, "page").map(page -> {
            Map<String, Integer> dropped = new TreeMap<>();
            page.path("dropped").properties()
                    .forEach(reason -> dropped.put(reason.getKey(), reason.getValue().asInt()));
            return new WalkedPage(page.path("order").asInt(), page.path("after").asLong(),
                    longs(page.path("ids")), longs(page.path("accepted")), page.path("rows").asInt(),
                    page.path("duplicates").asInt(), dropped, page.path("last").asBoolean());
        });
    }

    static String output(long bytes) throws IOException {
        return JSON.writeValueAsString(line("output").put("bytes", bytes)) + "\n";
    }

    /** The bytes of the incomplete list that a line tells of, empty when the line is another one. */
    static Optional<Long> outputOf(byte[] line) {
        return parsed(line, "output").map(output -> output.path("bytes").asLong());
    }

    private static ObjectNode line(String event) {
        return JSON.createObjectNode().put("e", event);
    }

    private static Optional<ObjectNode> parsed(byte[] line, String event) {
        try {
            return JSON.readTree(line) instanceof ObjectNode node && node.path("e").asText().equals(event)
                    ? Optional.of(node) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // a torn line
        }
    }

    private static List<Long> longs(JsonNode array) {
        List<Long> all = new ArrayList<>();
        if (array instanceof ArrayNode numbers) {
            numbers.forEach(number -> all.add(number.asLong()));
        }
        return all;
    }
}
