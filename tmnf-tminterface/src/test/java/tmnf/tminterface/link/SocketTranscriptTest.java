package tmnf.tminterface.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ClientMessage.Call;
import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.Codec;
import tmnf.tminterface.protocol.Dialect;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.ServerMessage;

/** Every call of the original client that was recorded: our codec reads it, our link sends it. */
class SocketTranscriptTest {

    private static final Duration SOON = Duration.ofSeconds(1);

    static Stream<Arguments> calls() throws IOException {
        List<Arguments> calls = new ArrayList<>();
        for (JsonNode call : Golden.json("socket/transcripts.json").get("calls")) {
            String name = call.get("call").asText();
            if (!name.startsWith("read message") && !name.startsWith("server message")) {
                calls.add(Arguments.of(name + call.path("args"), call));
            }
        }
        assertThat(calls).hasSize(41);
        return calls.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void readsWhatTheOriginalClientSent(String name, JsonNode call) throws IOException {
        ByteBuffer bytes = Bytes.buffer(recorded(call));
        ClientMessage expected = message(call);

        if (isUpstreamFault(call)) {
            // The last byte is beyond the claimed length: the quote is taken for the start of a message.
            assertThat(Codec.decodeClientMessage(bytes, Dialect.ORIGINAL)).isEqualTo(
                    new ClientMessage.ExecuteCommand("map \"My Challenges\\café.Challenge.Gbx"));
            assertThat(bytes.remaining()).isEqualTo(1);
            return;
        }

        assertThat(Codec.clientMessageLength(bytes, Dialect.ORIGINAL)).isEqualTo(bytes.remaining());
        assertThat(Codec.decodeClientMessage(bytes, Dialect.ORIGINAL)).isEqualTo(expected);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void sendsWhatTheOriginalClientSent(String name, JsonNode call) throws IOException {
        ClientMessage message = message(call);
        byte[] expected = recorded(call);
        if (isUpstreamFault(call)) {
            expected[4]++; // the number of bytes, not of characters
        }
        if (message.equals(new ClientMessage.RequestFrame(0, 0))) {
            // The size of the window, which nobody tells: our codec can say it, our link refuses.
            assertThat(Bytes.of(message)).isEqualTo(expected);
            return;
        }
        FakeTime time = new FakeTime();
        byte[] reply = reply(call);
        ScriptedWire wire = new ScriptedWire(time).says(Bytes.ints(1, 500)).afterBytes(expected.length)
                .says(reply);
        GameLink link = new GameLink(LinkSettings.of(1), (address, wait) -> wire, time, LinkTap.NONE);
        link.connect(SOON);
        link.await(SOON);

        Object result = LinkCalls.make(link, message);
        if (message.kind() != Kind.SHUTDOWN) {
            link.flush();
        }

        assertThat(wire.takeSent()).isEqualTo(expected);
        requireResult(call, result);
    }

    @Test
    void refusesAFrameWhoseSizeNobodyTells() throws IOException {
        FakeTime time = new FakeTime();
        ScriptedWire wire = new ScriptedWire(time).says(Bytes.ints(1, 500));
        GameLink link = new GameLink(LinkSettings.of(1), (address, wait) -> wire, time, LinkTap.NONE);
        link.connect(SOON);
        link.await(SOON);

        assertThatThrownBy(() -> link.requestFrame(0, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0x0");
    }

    @Test
    void readsAndAcknowledgesWhatTheGameSaid() throws IOException {
        int seen = 0;
        for (JsonNode call : Golden.json("socket/transcripts.json").get("calls")) {
            if (!call.get("call").asText().startsWith("server message")) {
                continue;
            }
            FakeTime time = new FakeTime();
            ScriptedWire wire = new ScriptedWire(time).says(Golden.hex(call.get("server_replies")));
            GameLink link = new GameLink(LinkSettings.of(1), (address, wait) -> wire, time, LinkTap.NONE);
            link.connect(SOON);

            ServerMessage message = link.await(SOON);
            link.acknowledge();

            assertThat(numbers(message)).isEqualTo(ints(call.get("result")));
            byte[] sent = Golden.hex(call.get("client_sends"));
            assertThat(wire.takeSent()).isEqualTo(sent);
            ByteBuffer bytes = Bytes.buffer(sent);
            assertThat(Codec.decodeClientMessage(bytes, Dialect.ORIGINAL))
                    .isEqualTo(new ClientMessage.Ack(message.kind()));
            assertThat(bytes.hasRemaining()).isFalse();
            seen++;
        }
        assertThat(seen).isEqualTo(5);
    }

    @Test
    void readsTheRecordedFrame() throws IOException {
        for (JsonNode call : Golden.json("socket/transcripts.json").get("calls")) {
            if (call.get("call").asText().startsWith("read message")) {
                byte[] bytes = Golden.hex(call.get("server_replies"));

                ServerMessage.Frame frame = (ServerMessage.Frame) Codec.decodeServerMessage(Bytes.buffer(
                        bytes),
                        new FrameSize(4, 3));

                JsonNode result = call.get("result");
                assertThat(pixel(frame, 1)).isEqualTo(ints(result.get("pixel_row0_col1_BGRA")));
                assertThat(pixel(frame, 11)).isEqualTo(ints(result.get("pixel_last_BGRA")));
                assertThat(Bytes.of(frame)).isEqualTo(bytes);
                return;
            }
        }
        throw new AssertionError("no frame was recorded");
    }

    /** The recorded call as a message. */
    private static ClientMessage message(JsonNode call) throws IOException {
        JsonNode args = call.get("args");
        return switch (call.get("call").asText()) {
            case "set_speed" -> new ClientMessage.SetSpeed((float) args.get(0).asDouble());
            case "set_input_state" -> new ClientMessage.SetInputState(on(args, 0), on(args, 1), on(args, 2),
                    on(args, 3));
            case "give_up" -> new Call(Kind.GIVE_UP);
            case "prevent_simulation_finish" -> new Call(Kind.PREVENT_SIMULATION_FINISH);
            case "rewind_to_current_state" -> new Call(Kind.REWIND_TO_CURRENT_STATE);
            case "reset_camera" -> new Call(Kind.RESET_CAMERA);
            case "unrequest_frame" -> new Call(Kind.UNREQUEST_FRAME);
            case "request_frame" -> new ClientMessage.RequestFrame(args.get(0).asInt(), args.get(1).asInt());
            case "toggle_interface" -> new ClientMessage.ToggleInterface(args.get(0).asBoolean());
            case "set_on_step_period" -> new ClientMessage.SetOnStepPeriod(args.get(0).asInt());
            case "set_timeout" -> new ClientMessage.SetTimeout(args.get(0).asLong());
            case "execute_command" -> new ClientMessage.ExecuteCommand(args.get(0).asText());
            case "race_finished" -> new Call(Kind.RACE_FINISHED);
            case "is_in_menus" -> new Call(Kind.IS_IN_MENUS);
            case "get_inputs" -> new Call(Kind.GET_INPUTS);
            case "get_simulation_state" -> new Call(Kind.GET_SIMULATION_STATE);
            case "rewind_to_state" ->
                new ClientMessage.RewindToState(Golden.bytes("socket/state_full.bin"));
            case "rewind_to_state(last cp time = -1)" -> new ClientMessage.RewindToState(prevented());
            case "close" -> new Call(Kind.SHUTDOWN);
            default -> throw new AssertionError("unknown call " + call);
        };
    }

    private static byte[] recorded(JsonNode call) throws IOException {
        byte[] bytes = switch (call.get("call").asText()) {
            case "rewind_to_state" -> Bytes.join(Bytes.ints(7, 8416), Golden.bytes("socket/state_full.bin"));
            case "rewind_to_state(last cp time = -1)" -> Bytes.join(Bytes.ints(7, 8416), prevented());
            default -> Golden.hex(call.get("client_sends"));
        };
        assertThat(bytes).hasSize(call.get("client_sends_length").asInt());
        return bytes;
    }

    private static byte[] reply(JsonNode call) throws IOException {
        byte[] bytes = call.get("call").asText().equals("get_simulation_state")
                ? Bytes.join(Bytes.ints(8416), Golden.bytes("socket/state_full.bin"))
                : Golden.hex(call.get("server_replies"));
        assertThat(bytes).hasSize(call.get("server_replies_length").asInt());
        return bytes;
    }

    private static byte[] prevented() throws IOException {
        byte[] state = Golden.bytes("socket/state_full.bin");
        Bytes.buffer(state).putInt(8408, -1);
        return state;
    }

    private static void requireResult(JsonNode call, Object result) throws IOException {
        JsonNode expected = call.get("result");
        switch (call.get("call").asText()) {
            case "race_finished" -> assertThat(result).isEqualTo(expected.asInt() != 0);
            case "is_in_menus" -> assertThat(result).isEqualTo(expected.asBoolean());
            case "get_inputs" -> assertThat(result).isEqualTo(expected.asText());
            case "get_simulation_state" -> assertThat((byte[]) result)
                    .isEqualTo(Golden.bytes("socket/state_full.bin"));
            default -> assertThat(result).isNull();
        }
    }

    private static boolean isUpstreamFault(JsonNode call) {
        return call.get("note").asText().contains("character count");
    }

    private static boolean on(JsonNode args, int index) {
        return args.get(index).asBoolean() || args.get(index).asInt() > 0;
    }

    private static List<Integer> numbers(ServerMessage message) {
        int id = message.kind().id();
        if (message instanceof ServerMessage.RunStep step) {
            return List.of(id, step.raceTimeMs());
        } else if (message instanceof ServerMessage.CheckpointCount count) {
            return List.of(id, count.current(), count.target());
        } else if (message instanceof ServerMessage.LapCount count) {
            return List.of(id, count.current(), count.target());
        }
        return List.of(id);
    }

    private static List<Integer> pixel(ServerMessage.Frame frame, int index) {
        List<Integer> channels = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            channels.add(Byte.toUnsignedInt(frame.pixels().get(4 * index + i)));
        }
        return channels;
    }

    private static List<Integer> ints(JsonNode array) {
        List<Integer> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asInt()));
        return values;
    }
}
