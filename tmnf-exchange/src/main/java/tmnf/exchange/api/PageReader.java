package tmnf.exchange.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.http.BodyReader;

/**
 * Reads an answer of the API: {@code {"More": true, "Results": [...]}}, also with names in another case,
 * without {@code More} (then there is more as long as rows arrive), or the bare array. Rows without an id are
 * skipped and counted. Anything else is an {@link ExchangeException} that shows how the answer begins.
 */
public final class PageReader<T> implements BodyReader<Page<T>> {

    private static final int SHOWN = 200;
    private static final ObjectReader ROWS = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(50)
                    .maxStringLength(1 << 20).maxNumberLength(100).build())
            .build()).readerFor(JsonNode.class);

    private final String path;
    private final String id;
    private final Function<ObjectNode, T> row;

    private PageReader(String path, String id, Function<ObjectNode, T> row) {
        this.path = path;
        this.id = id;
        this.row = row;
    }

    /** For answers with tracks; the path is named in failures. */
    public static PageReader<Track> tracks(String path) {
        return new PageReader<>(path, "TrackId", Rows::track);
    }

    /** For answers with replays; the path is named in failures. */
    public static PageReader<ListedReplay> replays(String path) {
        return new PageReader<>(path, "ReplayId", Rows::replay);
    }

    @Override
    public Page<T> read(InputStream body, long length) throws IOException {
        byte[] start = body.readNBytes(SHOWN);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), body);
        try (JsonParser parser = ROWS.createParser(whole)) {
            Found found = new Found();
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                found.rows(parser);
            } else if (first == JsonToken.START_OBJECT) {
                envelope(parser, found);
            }
            if (!found.hasRows) {
                throw unreadable(start, "has no list of results", null);
            }
            return found.page();
        } catch (JsonProcessingException | CharConversionException e) {
            throw unreadable(start, "is no JSON", e);
        }
    }

    private void envelope(JsonParser parser, Found found) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equalsIgnoreCase("results") && value == JsonToken.START_ARRAY) {
                found.rows(parser);
            } else if (name.equalsIgnoreCase("more") && value.isScalarValue()
                    && value != JsonToken.VALUE_NULL) {
                String more = parser.getText();
                found.saysMore = true;
                found.more = more.equalsIgnoreCase("true") || more.equals("1");
            } else {
                parser.skipChildren();
            }
        }
    }

    private ExchangeException unreadable(byte[] start, String what, IOException cause) {
        String text = new String(start, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+|\\s+", " ").strip();
        boolean webPage = text.startsWith("<");
        String message = "the answer to " + path + " " + (webPage ? "is a web page" : what)
                + (text.isEmpty() ? ": it is empty" : ": " + text);
        return new ExchangeException(
                webPage ? ExchangeException.Kind.BLOCKED : ExchangeException.Kind.CONTENT, 200, path, message,
                null, cause);
    }

    /** What an answer had so far. */
    private final class Found {
        private final List<T> rows = new ArrayList<>();
        private boolean hasRows;
        private boolean saysMore;
        private boolean more;
        private int skipped;
        private long last = -1;

        void rows(JsonParser parser) throws IOException {
            hasRows = true;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                // The end of the input shows as null here and throws in the reader.
                JsonNode node = ROWS.readTree(parser);
                long number = node instanceof ObjectNode object ? new Row(object).number(id) : -1;
                if (number > 0) {
                    rows.add(row.apply((ObjectNode) node));
                    last = number;
                } else {
                    skipped++;
                }
            }
        }

        Page<T> page() {
            return new Page<>(rows, skipped, saysMore ? more : !rows.isEmpty(), last);
        }
    }
}
