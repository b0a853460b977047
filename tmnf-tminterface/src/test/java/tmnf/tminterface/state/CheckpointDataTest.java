package tmnf.tminterface.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointDataTest {

    static Stream<String> files() {
        return Golden.CHECKPOINTS.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFieldHasItsGoldenValue(String name) throws IOException {
        JsonNode golden = Golden.json("checkpoint/" + name + ".json");
        CheckpointData data = CheckpointData.wrap(Golden.bytes("checkpoint/" + name + ".bin"));

        assertThat(data.size()).isEqualTo(golden.path("size").asInt());
        SimStateGoldenTest.compare(golden.path("fields"), data, name);
    }

    @ParameterizedTest
    @MethodSource("files")
    void listsBecomeTheGoldenBytesWithoutSurplus(String name) throws IOException {
        JsonNode golden = Golden.json("checkpoint/" + name + ".json");
        List<Boolean> states =
                Stream.of(values(golden.at("/fields/cp_states"))).map(JsonNode::asBoolean).toList();
        List<CheckpointTime> times = Stream.of(values(golden.at("/fields/cp_times")))
                .map(time -> CheckpointTime.of(
                        time.path("time").asInt(), time.path("stunts_score").asInt()))
                .toList();

        CheckpointData data = CheckpointData.of(states, times);
        data.setReserved(golden.at("/fields/reserved").asInt());

        assertThat(HexFormat.of().formatHex(data.toBytes())).isEqualTo(golden.path("hex").asText());
        assertThat(data.cpStates()).isEqualTo(states);
        assertThat(data.cpTimes()).isEqualTo(times);
    }

    private static JsonNode[] values(JsonNode array) {
        return IntStream.range(0, array.size()).mapToObj(array::path).toArray(JsonNode[]::new);
    }

    @Test
    void passagesAndLapsAreCounted() throws IOException {
        CheckpointData data = CheckpointData.wrap(Golden.bytes("checkpoint/cp_3x3.bin"));

        assertThat(data.passedCount()).isEqualTo(4);
        assertThat(data.lapCount()).hasValue(1);
        assertThat(data.cpTime(3).isPassed()).isTrue();
        assertThat(data.cpTime(4).isPassed()).isFalse();
        assertThat(CheckpointData.blank(0, 1).lapCount()).isEmpty();
    }

    @Test
    void theFinishIsPreventedByTheLastTime() throws IOException {
        CheckpointData data = CheckpointData.of(
                List.of(true, true), List.of(CheckpointTime.of(4560, 0), CheckpointTime.of(9000, 0)));

        assertThat(data.preventFinish()).isTrue();

        assertThat(data.toBytes()).isEqualTo(Golden.bytes("checkpoint/cp_finish_prevented.bin"));
        assertThat(CheckpointData.blank(0, 0).preventFinish()).isFalse();
    }

    @Test
    void changesGoThroughAndCopiesStayApart() {
        CheckpointData data = CheckpointData.blank(2, 3);
        CheckpointData copy = data.copy();

        data.setCpState(1, true);
        data.setCpTimeMs(5, 77);
        data.cpTime(0).setStuntsScore(9);

        assertThat(data.cpStates()).containsExactly(false, true);
        assertThat(data.cpTimes().get(5).time()).isEqualTo(77);
        assertThat(data.cpTime(0)).isEqualTo(CheckpointTime.of(-1, 9));
        assertThat(copy).isEqualTo(CheckpointData.blank(2, 3)).isNotEqualTo(data);
    }

    @Test
    void indicesBeyondTheListsAreRefused() {
        CheckpointData data = CheckpointData.blank(2, 1);

        assertThatThrownBy(() -> data.cpState(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> data.setCpState(-1, true)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> data.cpTimeMs(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> data.setCpTimeMs(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> data.cpTime(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> CheckpointData.blank(1000, 1000))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CheckpointData.blank(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wrongLengthsAreRefusedWithWhatIsExpected() throws IOException {
        byte[] good = Golden.bytes("checkpoint/cp_3x3.bin");
        byte[] negative = good.clone();
        negative[7] = (byte) 0x80;
        byte[] huge = good.clone();
        huge[7] = 0x7F;
        byte[] hugeTimes = good.clone();
        hugeTimes[23] = 0x7F;

        assertThatThrownBy(() -> CheckpointData.wrap(Arrays.copyOf(good, 11)))
                .isInstanceOf(StateFormatException.class)
                .hasMessageStartingWith("checkpoint data has 11 bytes, but 12 + 4 x checkpoints");
        assertThatThrownBy(() -> CheckpointData.wrap(Arrays.copyOf(good, 95)))
                .isInstanceOf(StateFormatException.class)
                .hasMessageContaining("3 checkpoints and 9 times, which make 96");
        assertThatThrownBy(() -> CheckpointData.wrap(Arrays.copyOf(good, 104)))
                .isInstanceOf(StateFormatException.class);
        for (byte[] bad : List.of(negative, huge, hugeTimes)) {
            assertThatThrownBy(() -> CheckpointData.wrap(bad)).isInstanceOf(StateFormatException.class)
                    .hasMessageContaining("it claims");
        }
    }
}
