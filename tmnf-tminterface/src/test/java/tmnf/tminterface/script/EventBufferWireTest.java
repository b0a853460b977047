package tmnf.tminterface.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import tmnf.tminterface.state.Event;

/** The bytes are those of a recorded session of the Python package, without the heads of the messages. */
class EventBufferWireTest {

    private static final String RESPONSE = "00000000090000000100000002000000ffffffffffffffff0300000004000000"
            + "050000000600000066b20000040000000639020001000009b48601000000ff03aa86010001000001"
            + "a086010001000000";
    private static final String REQUEST = "ff".repeat(40)
            + "8813000003000000a086010001000000aa860100010000019e88010000000001";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static EventBufferData read(byte[] bytes) throws EventBufferException {
        return EventBufferData.read(ByteBuffer.wrap(bytes), ScriptMode.STRICT);
    }

    private static String written(EventBufferData buffer, boolean withNames) throws EventBufferException {
        ByteBuffer out = ByteBuffer.allocate(buffer.wireLength());
        if (withNames) {
            buffer.writeWithNames(out);
        } else {
            buffer.writeWithoutNames(out);
        }
        assertThat(out.remaining()).isZero();
        return HexFormat.of().formatHex(out.array());
    }

    @Test
    void theAnswerOfAServerIsReadAndWritten() throws Exception {
        EventBufferData buffer = read(bytes(RESPONSE));

        assertThat(buffer.eventsDuration()).isEqualTo(45_670);
        assertThat(buffer.controlNames()).containsExactly("_FakeIsRaceRunning", "Accelerate", "Brake",
                "Steer (analog)", "Accelerate (analog)", "Respawn", "Horn", "", "", "_FakeFinishLine");
        assertThat(buffer.events()).containsExactly(
                Event.of(145_670, 150_994_945),
                Event.of(100_020, 67_043_328),
                Event.of(100_010, 16_777_217),
                Event.of(100_000, 1));
        assertThat(buffer.toCommandsStr(false)).isEqualTo("0 press up\n10 steer 65536\n");
        assertThat(written(buffer, true)).isEqualTo(RESPONSE);
    }

    @Test
    void theRequestOfAClientIsReadAndWritten() throws Exception {
        EventBufferData buffer = read(bytes(REQUEST));

        assertThat(buffer.eventsDuration()).isEqualTo(5_000);
        assertThat(buffer.controlNames()).hasSize(10).containsOnly("");
        assertThat(buffer.events()).containsExactly(
                Event.of(100_000, 1), Event.of(100_010, 16_777_217), Event.of(100_510, 16_777_216));
        assertThat(written(buffer, false)).isEqualTo(REQUEST);
        buffer.controlNames().clear();
        buffer.controlNames().addAll(EventNames.ALL);
        assertThat(written(buffer, false)).isEqualTo(REQUEST);
    }

    @Test
    void onlyTheBufferItselfIsTakenFromLongerBytesOfEitherOrder() throws Exception {
        ByteBuffer in = ByteBuffer.allocate(200).order(ByteOrder.BIG_ENDIAN);
        in.put(8, bytes(RESPONSE));
        in.position(8);

        EventBufferData buffer = EventBufferData.read(in, ScriptMode.UPSTREAM);

        assertThat(in.position()).isEqualTo(88);
        assertThat(buffer.mode()).isEqualTo(ScriptMode.UPSTREAM);
        assertThat(buffer.events()).hasSize(4);
    }

    @Test
    void everyCutIsRefusedAndLeavesThePosition() {
        byte[] whole = bytes(RESPONSE);
        for (int length = 0; length < whole.length; length++) {
            ByteBuffer in = ByteBuffer.wrap(Arrays.copyOf(whole, length));

            assertThat(catchThrowableOfType(
                    EventBufferException.class, () -> EventBufferData.read(in, ScriptMode.STRICT)))
                    .as("%d bytes", length).isNotNull();
            assertThat(in.position()).isZero();
        }
    }

    @Test
    void claimsThatCannotBeAreRefused() {
        assertRefused(44, -1, "claims 4294967295 events");
        assertRefused(44, 5, "claims 5 events of 8 bytes, but 32 bytes are there");
        assertRefused(4, 128, "a name at index 128");
        assertRefused(4, -2, "a name at index -2");
        assertRefused(4, 0, "two names at index 0");
    }

    private static void assertRefused(int offset, int value, String inMessage) {
        ByteBuffer in = ByteBuffer.wrap(bytes(RESPONSE)).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);

        assertThat(catchThrowableOfType(
                EventBufferException.class, () -> EventBufferData.read(in, ScriptMode.STRICT)))
                .hasMessageContaining(inMessage);
    }

    @Test
    void namesBeyondTheTenthIndexAreKept() throws Exception {
        ByteBuffer in = ByteBuffer.wrap(bytes(RESPONSE)).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 20);

        EventBufferData buffer = EventBufferData.read(in, ScriptMode.STRICT);

        assertThat(buffer.controlNames()).hasSize(21).endsWith(EventNames.FINISH_LINE);
    }

    @Test
    void aBufferThatDoesNotFitIsNotWrittenAtAll() throws Exception {
        EventBufferData buffer = read(bytes(RESPONSE));
        ByteBuffer out = ByteBuffer.allocate(79);

        assertThat(catchThrowableOfType(EventBufferException.class, () -> buffer.writeWithNames(out)))
                .hasMessageContaining("80 bytes, there is room for 79").hasMessageContaining("/serversize");
        assertThat(out.position()).isZero();
        assertThat(out.array()).containsOnly(0);
    }
}
