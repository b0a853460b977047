package tmnf.tminterface.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MessageTest {

    private final InMemoryMapping memory = InMemoryMapping.create(SharedMapping.MIN_SIZE);
    private final Slot slot = new Slot(memory);

    @Test
    void numbersAreLittleEndianBehindAHeaderThatIsNotPublished() {
        Message message = new Message(MessageType.C_LOG, 1).writeUint8(255).writeInt16(-2).writeUint16(65_535)
                .writeInt32(-3).writeUint32(4_294_967_295L).writeDouble(0.5).writeZeros(2)
                .writeBuffer(new byte[] {9}).writeText("\u00e9").writeInt(0x1234, 1);

        assertThat(HexFormat.of().formatHex(message.toData())).isEqualTo(
                "2200000001000000" + "ff" + "feff" + "ffff" + "fdffffff" + "ffffffff" + "000000000000e03f"
                        + "0000" + "09" + "01000000e9" + "34");
        assertThat(message.length()).isEqualTo(message.toData().length);
    }

    @Test
    void numbersThatDoNotFitAreRefused() {
        Message message = new Message(MessageType.C_LOG);
        assertThatThrownBy(() -> message.writeUint8(256)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.writeInt16(32_768)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.writeUint16(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.writeUint32(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.writeInt(1, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.writeZeros(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.writeZeros(SharedMapping.MAX_SIZE))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> message.writeText("\u0100")).isInstanceOf(IllegalArgumentException.class);
        assertThat(message.length()).isEqualTo(Message.HEADER);
    }

    @Test
    void aMessageLongerThanTheMappingIsRefusedBeforeAnythingIsWritten() {
        Message message =
                new Message(MessageType.C_LOG).writeZeros(SharedMapping.MIN_SIZE - Message.HEADER + 1);

        assertThatThrownBy(() -> slot.publish(message)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/serversize");
        assertThat(slot.isFree()).isTrue();
        slot.publish(new Message(MessageType.C_LOG).writeZeros(SharedMapping.MIN_SIZE - Message.HEADER));
        assertThat(slot.holds(MessageType.C_LOG)).isTrue();
    }

    @Test
    void readingStaysInsideTheMapping() throws MessageFormatException {
        slot.publish(new Message(MessageType.C_EXECUTE_COMMAND).writeInt32(-1).writeInt32(1017));

        assertThatThrownBy(() -> slot.text(0)).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> slot.text(4)).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> slot.int32(slot.capacity() - 3)).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> slot.int32(-1)).isInstanceOf(MessageFormatException.class);
        assertThat(slot.int32(0)).isEqualTo(-1);
    }

    @Test
    void waitingSpinsThenYieldsThenSleepsLongerAndLonger() {
        VirtualTime time = new VirtualTime(() -> {});
        AdaptiveWait wait = new AdaptiveWait(time);
        while (!wait.isOver(100)) {
            wait.pause();
        }
        assertThat(time.spins).isEqualTo(50);
        assertThat(time.yields).isEqualTo(475);
        int before = time.parks;
        while (!wait.isOver(1100)) {
            wait.pause();
        }
        // 100 wake-ups a second at 10 to 20 microseconds each are less than a quarter of a percent of a core.
        assertThat(time.parks - before).isEqualTo(100);
        assertThat(time.spins).isEqualTo(50);
        wait.begin();
        wait.pause();
        assertThat(time.spins).isEqualTo(51);
    }

    @Test
    void inputsBeyondTheExtendedRangeAreRefused() {
        assertThatThrownBy(() -> InputState.UNCHANGED.withSteer(InputState.MAX_EXTENDED + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> InputState.UNCHANGED.withGas(Integer.MIN_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(InputState.UNCHANGED.withLeft(true)).isEqualTo(InputState.UNCHANGED.withLeft(true))
                .isNotEqualTo(InputState.UNCHANGED);
        assertThat(InputState.UNCHANGED.left()).isEmpty();
        assertThat(InputState.UNCHANGED.steer()).isEmpty();
    }
}
