package tmnf.gbx.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputTapeTest {

    private static ControlEntry entry(String name, int timeMs, int value) {
        return new ControlEntry(name, timeMs, value);
    }

    @Test
    void entriesComeBackAsTheyWent() {
        List<ControlEntry> entries = List.of(
                entry("Steer", -100, 0xFF0000), entry("Accelerate", 0, 1), entry("Steer", 10, 5));

        InputTape tape = InputTape.of(entries);

        assertThat(tape.entries()).isEqualTo(entries);
        assertThat(tape.controlNames()).containsExactly("Steer", "Accelerate");
        assertThat(tape.nameIndex(2)).isZero();
        assertThat(tape).isEqualTo(InputTape.of(entries)).hasSameHashCodeAs(InputTape.of(entries));
        assertThat(InputTape.of(List.of())).isEqualTo(InputTape.EMPTY);
    }

    @ParameterizedTest(name = "race running at {0} ms: shift of {1} ms")
    @CsvSource({"65535, 65535", "5, 65535", "-5, 65535", "0, 0", "10, 0", "-10, 0", "65530, 0"})
    void raceRunningMarkAtFiveMsTellsTheShift(int timeMs, int shift) {
        InputTape tape = InputTape.of(
                List.of(entry("Accelerate", 65_545, 1), entry(InputTape.RACE_RUNNING, timeMs, 1)));

        assertThat(tape.shiftMs()).isEqualTo(shift);
    }

    @Test
    void otherEntriesTellNoShift() {
        InputTape tape = InputTape.of(
                List.of(entry(InputTape.RACE_RUNNING, 0, 1), entry(InputTape.RESPAWN, 12_345, 1)));

        assertThat(tape.shiftMs()).isZero();
        assertThat(InputTape.EMPTY.shiftMs()).isZero();
    }

    @Test
    void aByteNumbersTwoHundredAndFiftySixNames() {
        List<ControlEntry> entries = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            entries.add(entry("control " + i, i * 10, 1));
        }

        InputTape tape = InputTape.of(entries);

        assertThat(tape.name(255)).isEqualTo("control 255");
        assertThat(tape.nameIndex(255)).isEqualTo(255);
        entries.add(entry("one too many", 0, 1));
        assertThatThrownBy(() -> InputTape.of(entries))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("257");
    }

    @Test
    void anIndexBeyondTheNamesIsRefused() {
        assertThatThrownBy(() ->
                        new InputTape(List.of("one"), new int[1], new byte[] {(byte) 200}, new int[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name index 200 of 1");
        assertThatThrownBy(() -> new InputTape(List.of("one"), new int[2], new byte[1], new int[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0} is the analog amount {1}")
    @CsvSource({"0, 0", "65536, 65536", "16711680, -65536", "16755345, -21871", "-1, -1", "16777215, -1"})
    void analogAmountIsTheSignedLow24Bits(int stored, int amount) {
        assertThat(entry("Steer", 0, stored).analog()).isEqualTo(amount);
    }
}
