package tmnf.tminterface.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class StructLayoutTest {

    /** Messages of the shared memory protocol, no part of a state. */
    private static final Set<String> ELSEWHERE =
            Set.of("BFEvaluationInfo", "BFEvaluationResponse", "ClassicString");

    @Test
    void everyStructureHasTheFieldsOfTheGoldenLayout() throws IOException {
        Map<String, StructLayout> layouts = all();
        Set<String> seen = new TreeSet<>();
        for (Map.Entry<String, JsonNode> golden : Golden.json("struct_layout.json").properties()) {
            String name = golden.getKey().replace("Struct", "");
            if (!ELSEWHERE.contains(name)) {
                seen.add(name);
                assertThat(layouts).containsKey(name);
                assertThat(layouts.get(name).size()).as(name).isEqualTo(
                        golden.getValue().path("min_size").asInt());
                assertThat(described(layouts.get(name))).as(name).isEqualTo(described(golden.getValue()));
            }
        }
        assertThat(seen).isEqualTo(layouts.keySet());
    }

    @Test
    void fieldsDoNotOverlapAndStayInside() {
        all().forEach((name, layout) -> {
            int end = 0;
            for (StateField field : layout.fields()) {
                assertThat(field.offset()).as(name + ": " + field).isGreaterThanOrEqualTo(end);
                end = field.offset() + field.size();
            }
            assertThat(end).as(name).isLessThanOrEqualTo(layout.size());
        });
    }

    @Test
    void aFieldSaysWhatItIs() {
        StateField rotation = HmsDynaState.LAYOUT.fields().get(1);

        assertThat(rotation).hasToString("float32[3][3] rotation at 16");
        assertThat(rotation.accessor()).isEqualTo("rotation");
        assertThat(rotation.note()).contains("row-major");
        assertThat(HmsDyna.LAYOUT.fields().get(1).struct()).contains(HmsDynaState.LAYOUT);
        assertThat(HmsDyna.LAYOUT).hasToString("HmsDyna of 1424 bytes");
    }

    /** Every layout that a state contains, by name. */
    static Map<String, StructLayout> all() {
        Map<String, StructLayout> layouts = new TreeMap<>();
        collect(SimStateData.LAYOUT, layouts);
        return layouts;
    }

    private static void collect(StructLayout layout, Map<String, StructLayout> layouts) {
        layouts.put(layout.name(), layout);
        layout.fields().forEach(field -> field.struct().ifPresent(struct -> collect(struct, layouts)));
    }

    private static List<String> described(StructLayout layout) {
        return layout.fields().stream()
                .map(field -> String.join(" ", field.name(), Integer.toString(field.offset()),
                        Integer.toString(field.size()), field.typeText()))
                .toList();
    }

    private static List<String> described(JsonNode golden) {
        List<String> fields = new ArrayList<>();
        for (JsonNode field : golden.path("fields")) {
            StringBuilder type = new StringBuilder(
                    field.path(field.has("element") ? "element" : "type").asText().replace("Struct", ""));
            field.path("shape").forEach(length -> type.append('[').append(length).append(']'));
            if (field.path("shape").asText().equals("dynamic")) {
                type.append("[0]");
            } else if (type.toString().equals("bytes")) {
                type.append('[').append(field.path("size")).append(']');
            }
            fields.add(String.join(" ", field.path("name").asText(), field.path("offset").toString(),
                    field.path("size").toString(), type));
        }
        return fields;
    }
}
