package tmnf.gbx.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The recorded cases of the Python tool. */
final class GoldenLines {

    /** One case; {@code zones} is null where the tool throws. */
    record Case(String polyline, double spacing, String zones) {}

    private GoldenLines() {}

    static Stream<Case> cases() {
        try {
            JsonNode index = new ObjectMapper().readTree(bytes("index.json")).get("resampling");
            return StreamSupport.stream(index.spliterator(), false)
                    .map(node -> new Case(
                            node.get("polyline").asText(),
                            node.get("distance_m").asDouble(),
                            node.get("zones").isNull() ? null : node.get("zones").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ReferenceLine line(String name) throws IOException {
        return NpyFiles.parse(name, bytes(name));
    }

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = GoldenLines.class.getResourceAsStream("golden/" + name)) {
            return in.readAllBytes();
        }
    }
}
