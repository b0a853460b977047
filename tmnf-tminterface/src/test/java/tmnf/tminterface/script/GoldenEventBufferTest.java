package tmnf.tminterface.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.tminterface.state.AnalogValue;
import tmnf.tminterface.state.Event;

/** Upstream mode beside what the Python package answered, everything compared exactly. */
class GoldenEventBufferTest {

    private static final JsonNode GOLDEN = Goldens.read("eventbuffer.json");

    static Stream<Named<JsonNode>> cases() {
        return Goldens.stream(GOLDEN.get("cases")).map(c -> Named.of(c.get("name").asText(), c));
    }

    @Test
    void allCasesAreThere() {
        assertThat(cases()).hasSize(20);
        assertThat(GOLDEN.get("api")).hasSize(14);
        assertThat(GOLDEN.get("event_raw")).hasSize(14);
        assertThat(GOLDEN.get("event_setters")).hasSize(16);
    }

    private static EventBufferData buffer(JsonNode golden) {
        EventBufferData buffer =
                new EventBufferData(golden.get("events_duration").asInt(), ScriptMode.UPSTREAM);
        golden.get("control_names").forEach(name -> buffer.controlNames().add(name.asText("")));
        golden.get("events").forEach(event -> buffer.events().add(event(event)));
        return buffer;
    }

    private static Event event(JsonNode golden) {
        return Event.of(golden.get("time").asInt(), golden.get("input_data").asInt());
    }

    private static void assertEvents(List<Event> events, JsonNode golden) {
        assertThat(events).hasSize(golden.size());
        for (int i = 0; i < events.size(); i++) {
            assertEvent(events.get(i), golden.get(i));
        }
    }

    private static void assertEvent(Event event, JsonNode golden) {
        assertThat(event.time()).isEqualTo(golden.get("time").asInt());
        assertThat(event.inputData()).isEqualTo(golden.get("input_data").asInt());
        assertThat(HexFormat.of().formatHex(event.toBytes())).isEqualTo(golden.get("hex").asText());
        assertThat(event.nameIndex()).isEqualTo(golden.get("name_index").asInt());
        assertThat(event.binaryValue()).isEqualTo(golden.get("binary_value").asBoolean());
        assertThat(event.analogValue()).isEqualTo(golden.get("analog_value").asInt());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void printsAndSortsAsThePythonClient(JsonNode golden) {
        EventBufferData buffer = buffer(golden);

        assertEvents(buffer.events(), golden.get("events"));
        assertScript(golden, "to_commands_str", false, buffer);
        assertScript(golden, "to_commands_str_all", true, buffer);
        buffer.sort();
        assertThat(buffer.events()).extracting(event -> List.of(event.time(), event.inputData()))
                .isEqualTo(Goldens.stream(golden.get("sorted_times_desc"))
                        .map(pair -> List.of(pair.get(0).asInt(), pair.get(1).asInt())).toList());
    }

    private static void assertScript(JsonNode golden, String field, boolean all, EventBufferData buffer) {
        if (golden.has(field)) {
            assertThat(buffer.toCommandsStr(all)).isEqualTo(golden.get(field).asText());
            assertThat(buffer.toCommandList(all).toScript()).isEqualTo(golden.get(field).asText());
        } else {
            assertThat(golden.get(field + "_error").asText()).startsWith("IndexError");
            assertThatIllegalStateException().isThrownBy(() -> buffer.toCommandsStr(all));
        }
    }

    @Test
    void callsOnOneBufferAnswerAsThePythonClient() {
        JsonNode api = GOLDEN.get("api");
        EventBufferData buffer = EventBufferData.withAllControls(0, ScriptMode.UPSTREAM);
        buffer.add(0, EventNames.ACCELERATE, true);
        buffer.add(10, EventNames.ANALOG_STEER, -65536);
        buffer.add(20, EventNames.ANALOG_STEER, 65536);
        buffer.add(20, EventNames.STEER_LEFT, false);
        buffer.add(-10, EventNames.RACE_RUNNING, true);
        buffer.add(30, EventNames.ANALOG_ACCELERATE, -1);

        assertEvents(buffer.events(), api.get(0).get("result"));
        for (int i = 1; i <= 9; i++) {
            EventFilter filter = filter(api.get(i).get("args"));
            JsonNode result = api.get(i).get("result");
            if (result.has("error")) {
                assertThatIllegalArgumentException().isThrownBy(() -> buffer.find(filter))
                        .withMessageContaining("'nope'");
            } else {
                assertEvents(buffer.find(filter), result);
            }
        }
        assertThat(api.get(10).get("op").asText()).isEqualTo("add_unknown");
        assertThatIllegalArgumentException().isThrownBy(() -> buffer.add(0, "nope", true));
        assertThat(api.get(11).get("op").asText()).isEqualTo("copy");
        EventBufferData copy = buffer.copy();
        assertThat(copy.events()).isEqualTo(buffer.events());
        assertThat(api.get(12).get("op").asText()).isEqualTo("clear");
        buffer.clear();
        assertEvents(buffer.events(), api.get(12).get("result"));
        assertThat(copy.events()).hasSize(6);
        assertThatIllegalArgumentException().isThrownBy(() -> new EventBufferData(0).clear());
    }

    private static EventFilter filter(JsonNode args) {
        EventFilter filter = EventFilter.ANY;
        if (args.has("time")) {
            filter = filter.at(args.get("time").asInt());
        }
        if (args.has("event_name")) {
            filter = filter.named(args.get("event_name").asText());
        }
        return args.has("value") ? filter.withValue(args.get("value").asInt()) : filter;
    }

    @Test
    void valuesOfEventsAreThoseOfThePythonClient() {
        GOLDEN.get("event_raw").forEach(golden -> assertEvent(event(golden), golden));
        for (JsonNode golden : GOLDEN.get("event_setters")) {
            Event event = Event.of(100_010, golden.get("start").asInt());
            switch (golden.get("set").asText()) {
                case "name_index" -> event.setNameIndex(golden.get("value").asInt());
                case "binary_value" -> event.setBinaryValue(golden.get("value").asBoolean());
                default -> {
                    event.setAnalogValue(golden.get("value").asInt());
                    assertThat(event.analogValue()).isEqualTo(golden.get("read_back").asInt());
                }
            }
            assertThat(event.inputData()).isEqualTo(golden.get("result").asInt());
        }
    }

    @Test
    void analogValuesAreStoredAsThePythonClientStoresThem() {
        JsonNode util = Goldens.read("util.json");
        assertThat(util.get("analog_value_to_data")).hasSize(56);
        for (JsonNode golden : util.get("analog_value_to_data")) {
            int data = AnalogValue.valueToData(golden.get("value").asInt());
            assertThat(data).isEqualTo(golden.get("data_24bit").asInt());
            assertThat(AnalogValue.dataToValue(data)).isEqualTo(golden.get("back").asInt());
        }
        for (JsonNode golden : util.get("data_to_analog_value")) {
            assertThat(AnalogValue.dataToValue(golden.get("data").asInt()))
                    .isEqualTo(golden.get("value").asInt());
        }
    }
}
