package tmnf.tminterface.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class EventTest {

    @Test
    void analogValuesAreStoredAsTheGoldenData() throws IOException {
        JsonNode golden = Golden.json("util.json");

        assertThat(golden.path("analog_value_to_data")).isNotEmpty();
        for (JsonNode value : golden.path("analog_value_to_data")) {
            int data = AnalogValue.valueToData(value.path("value").asInt());
            assertThat(data).isEqualTo(value.path("data_24bit").asInt());
            assertThat(String.format("%06x", data)).isEqualTo(value.path("data_24bit_hex").asText());
            assertThat(AnalogValue.dataToValue(data)).isEqualTo(value.path("back").asInt());
        }
        assertThat(golden.path("data_to_analog_value")).isNotEmpty();
        for (JsonNode value : golden.path("data_to_analog_value")) {
            assertThat(AnalogValue.dataToValue(value.path("data").asInt()))
                    .isEqualTo(value.path("value").asInt());
        }
    }

    @Test
    void eventsDecodeToTheGoldenValues() throws IOException {
        JsonNode golden = Golden.json("event.json").path("event_raw");

        assertThat(golden).isNotEmpty();
        for (JsonNode raw : golden) {
            Event event = Event.wrap(HexFormat.of().parseHex(raw.path("hex").asText()), 0);
            assertThat(event.time()).isEqualTo(raw.path("time").asInt());
            assertThat(event.inputData()).isEqualTo(raw.path("input_data").asInt());
            assertThat(event.nameIndex()).isEqualTo(raw.path("name_index").asInt());
            assertThat(event.binaryValue()).isEqualTo(raw.path("binary_value").asBoolean());
            assertThat(event.analogValue()).isEqualTo(raw.path("analog_value").asInt());
            assertThat(Event.of(event.time(), event.inputData())).isEqualTo(event).hasSameHashCodeAs(event);
        }
    }

    @Test
    void settersChangeTheirBitsAsTheGoldenOnesDo() throws IOException {
        JsonNode golden = Golden.json("event.json").path("event_setters");

        assertThat(golden).isNotEmpty();
        for (JsonNode set : golden) {
            Event event = Event.of(100_010, set.path("start").asInt());
            switch (set.path("set").asText()) {
                case "name_index" -> event.setNameIndex(set.path("value").asInt());
                case "analog_value" -> event.setAnalogValue(set.path("value").asInt());
                default -> event.setBinaryValue(set.path("value").asBoolean());
            }
            assertThat(event.inputData()).as(set.toString()).isEqualTo(set.path("result").asInt());
            if (set.has("read_back")) {
                assertThat(event.analogValue()).isEqualTo(set.path("read_back").asInt());
            }
        }
    }

    @Test
    void aCopyIsIndependent() {
        Event event = Event.of(100_010, 1);
        Event copy = event.copy();

        copy.setTime(5);

        assertThat(event.time()).isEqualTo(100_010);
        assertThat(copy).isNotEqualTo(event).hasToString("Event[time=5, nameIndex=0, data=1]");
    }

    @Test
    void placesOutsideAnArrayAndIndicesBeyondAByteAreRefused() {
        assertThatThrownBy(() -> Event.wrap(new byte[10], 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Event.of(0, 0).setNameIndex(128))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("128");
    }
}
