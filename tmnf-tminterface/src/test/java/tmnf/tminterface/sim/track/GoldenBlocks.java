package tmnf.tminterface.sim.track;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The fitted blocks of the references, and how our catalogue writes them down. */
final class GoldenBlocks {

    private static final Map<String, String> PATHS =
            Map.of("line", "line", "arc", "arc", "s", "s", "cyl", "cylinder", "wall", "wall");

    private final List<String> lines = new ArrayList<>();

    private GoldenBlocks() {}

    static JsonNode read(String name) throws IOException {
        try (InputStream in = GoldenBlocks.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(in);
        }
    }

    /** The catalogue's lines, without comments and indentation. */
    static List<String> asCatalogue() throws IOException {
        GoldenBlocks text = new GoldenBlocks();
        JsonNode golden = read("blocks.json");
        golden.path("profiles").properties().forEach(profile -> {
            text.lines.add("profile " + profile.getKey());
            profile.getValue().forEach(row -> text.lines.add("strip " + number(row.path(0)) + " "
                    + number(row.path(1)) + " " + number(row.path(2))));
        });
        golden.path("blocks").properties().forEach(block -> text.block(block.getKey(), block.getValue()));
        return text.lines;
    }

    private void block(String name, JsonNode block) {
        JsonNode size = block.path("size");
        lines.add("block " + name + " " + numbers(size, " ") + " " + block.path("evidence").asText());
        Comparator<JsonNode> order = Comparator.comparingInt((JsonNode cell) -> cell.path(0).asInt())
                .thenComparingInt(cell -> cell.path(1).asInt())
                .thenComparingInt(cell -> cell.path(2).asInt());
        TreeSet<JsonNode> cells = new TreeSet<>(order);
        block.path("cells").forEach(cells::add);
        int box = size.path(0).asInt() * size.path(1).asInt() * size.path(2).asInt();
        if (cells.size() != box) {
            lines.add("cells " + cells.stream().map(cell -> numbers(cell, ","))
                    .collect(Collectors.joining(" ")));
        }
        if (block.has("note")) {
            lines.add("note " + block.path("note").asText());
        }
        if (block.path("parts").isArray()) {
            block.path("parts").forEach(part -> part("all", part));
        } else {
            block.path("parts").properties().forEach(
                    variant -> variant.getValue().forEach(part -> part(variant.getKey(), part)));
        }
        JsonNode gate = block.path("trigger");
        if (!gate.isMissingNode()) {
            lines.add("gate " + gate.path("kind").asText() + " x=" + numbers(gate.path("x"), ":") + " y="
                    + numbers(gate.path("y"), ":") + " z=" + numbers(gate.path("z"), ":") + " "
                    + gate.path("evidence").asText());
        }
        for (String place : List.of("spawn", "respawn")) {
            if (block.has(place)) {
                lines.add(place + " " + numbers(block.path(place).path("position"), " ") + " "
                        + block.path(place).path("evidence").asText());
            }
        }
    }

    private void part(String variant, JsonNode part) {
        JsonNode path = part.path("path");
        StringBuilder line = new StringBuilder("part " + variant + " " + part.path("profile").asText() + " "
                + PATHS.get(path.path("k").asText()) + " " + fields(path));
        JsonNode height = part.path("height");
        if (!height.isMissingNode()) {
            line.append(" | height ").append(height.path("k").asText()).append(' ');
            line.append(height.has("pts") ? points(height.path("pts"))
                    : height.has("c") ? numbers(height.path("c"), " ") : fields(height));
        }
        if (part.has("roadMaterial")) {
            line.append(" | material ").append(number(part.path("roadMaterial")));
        }
        if (part.has("tilt")) {
            line.append(" | tilt ").append(fields(part.path("tilt")));
        }
        if (part.has("bank")) {
            line.append(" | bank ").append(numbers(part.path("bank"), " "));
        }
        if (part.has("scale")) {
            line.append(" | scale ").append(points(part.path("scale")));
        }
        lines.add(line.toString());
    }

    private static String fields(JsonNode node) {
        List<String> fields = new ArrayList<>();
        Iterator<Map.Entry<String, JsonNode>> entries = node.properties().iterator();
        entries.forEachRemaining(field -> {
            if (!field.getKey().equals("k")) {
                fields.add(field.getKey() + "=" + number(field.getValue()));
            }
        });
        return String.join(" ", fields);
    }

    private static String points(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(point -> numbers(point, ":")).collect(Collectors.joining(" "));
    }

    private static String numbers(JsonNode list, String separator) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(GoldenBlocks::number).collect(Collectors.joining(separator));
    }

    private static String number(JsonNode node) {
        if (node.isBoolean()) {
            return node.asText();
        }
        double value = node.asDouble();
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
