package tmnf.tminterface.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import tmnf.tminterface.protocol.ClientMessage.Ack;
import tmnf.tminterface.protocol.ClientMessage.Call;
import tmnf.tminterface.protocol.ClientMessage.Kind;

class CodecTest {

    private static final FrameSize SIZE = new FrameSize(3, 2);
    private static final byte[] STATE = {9, 8, 7, 6, 5};
    private static final DriverInputs INPUTS = new DriverInputs(true, false, false, true, -65_536, 19_662);

    static Stream<ServerMessage> serverMessages() {
        return Stream.of(new ServerMessage.RunStep(-2600), new ServerMessage.CheckpointCount(4, 4),
                new ServerMessage.LapCount(1, 2), new ServerMessage.Frame(SIZE, pixels()),
                new ServerMessage.Connected(), new ServerMessage.FrameEx(SIZE, 500, STATE, pixels()),
                new ServerMessage.FrameEx(SIZE, 500, new byte[0], pixels()),
                new ServerMessage.Heartbeat(GameState.MENUS.value(), -1),
                new ServerMessage.StepEx(10, 20, STATE));
    }

    static Stream<ClientMessage> clientMessages() {
        return Stream.of(Stream.of(Kind.values()).filter(Kind::isBare).map(Call::new),
                Stream.of(ServerMessage.Kind.values()).map(Ack::new),
                Stream.<ClientMessage>of(new ClientMessage.SetSpeed(0.5f),
                        new ClientMessage.RewindToState(STATE),
                        new ClientMessage.RewindToState(new byte[0]),
                        new ClientMessage.SetInputState(true, false, true, false),
                        new ClientMessage.ExecuteCommand("map été.Challenge.Gbx"),
                        new ClientMessage.ExecuteCommand(""), new ClientMessage.SetTimeout(4_294_967_295L),
                        new ClientMessage.RequestFrame(160, 120), new ClientMessage.SetOnStepPeriod(-1),
                        new ClientMessage.ToggleInterface(true), new ClientMessage.Enable(255),
                        new ClientMessage.SetInputEx(0xFF, INPUTS), new ClientMessage.RequestFrameEx(4, 3),
                        new ClientMessage.SetHeartbeat(500), new ClientMessage.SimulationOnly(true),
                        new ClientMessage.RewindEx(1, STATE))).flatMap(part -> part);
    }

    static Stream<ServerReply> replies() {
        return Stream.of(new ServerReply.Flag(1), new ServerReply.State(STATE), new ServerReply.Inputs("é\n"),
                new ServerReply.Probe(1, 255), new ServerReply.Enabled(7), new ServerReply.InputState(INPUTS),
                new ServerReply.GameStatus(512, true, -100, 200), ServerReply.Challenge.NONE,
                new ServerReply.Challenge("uid", "été", ""));
    }

    @Test
    void everyKindIsAmongTheSamples() {
        assertThat(serverMessages().map(ServerMessage::kind).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(ServerMessage.Kind.class));
        assertThat(clientMessages().map(ClientMessage::kind).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Kind.UNKNOWN)));
        assertThat(replies().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(ServerReply.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("serverMessages")
    void messagesOfTheGameComeBack(ServerMessage message) throws IOException {
        ByteBuffer buffer = buffer(Codec.length(message) + 7);
        Codec.encode(message, buffer);
        assertThat(buffer.position()).isEqualTo(Codec.length(message));
        int end = buffer.position();
        buffer.flip();

        for (int have = 0; have < end; have++) {
            assertThat(Codec.serverMessageLength(buffer.duplicate().limit(have).order(buffer.order()), SIZE))
                    .isBetween(have + 1, end);
        }
        assertThat(Codec.decodeServerMessage(buffer, SIZE)).isEqualTo(message)
                .hasSameHashCodeAs(message).hasToString(message.toString());
        assertThat(buffer.position()).isEqualTo(end);
    }

    @ParameterizedTest
    @MethodSource("clientMessages")
    void messagesOfAClientComeBack(ClientMessage message) throws IOException {
        ByteBuffer buffer = buffer(Codec.length(message));
        Codec.encode(message, buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        buffer.flip();
        int end = buffer.limit();

        for (int have = 0; have < end; have++) {
            assertThat(Codec.clientMessageLength(buffer.duplicate().limit(have).order(buffer.order()),
                    Dialect.ENABLED)).isBetween(have + 1, end);
        }
        assertThat(Codec.decodeClientMessage(buffer, Dialect.ENABLED)).isEqualTo(message)
                .hasSameHashCodeAs(message).hasToString(message.toString());
        assertThat(buffer.hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("replies")
    void repliesComeBack(ServerReply reply) throws IOException {
        ByteBuffer buffer = buffer(Codec.length(reply));
        Codec.encode(reply, buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        buffer.flip();
        Kind query = query(reply);
        int end = buffer.limit();

        for (int have = 0; have < end; have++) {
            assertThat(Codec.replyLength(query, buffer.duplicate().limit(have).order(buffer.order())))
                    .isBetween(have + 1, end);
        }
        assertThat(Codec.decodeReply(query, buffer)).isEqualTo(reply).hasSameHashCodeAs(reply);
        assertThat(buffer.hasRemaining()).isFalse();
    }

    @Test
    void theExamplesOfTheDescriptionHold() {
        assertThat(hex(new ClientMessage.SetSpeed(0.5f))).isEqualTo("06000000" + "0000003f");
        assertThat(hex(new ClientMessage.SetInputState(true, false, true, false)))
                .isEqualTo("0a000000" + "01000100");
        assertThat(hex(new ClientMessage.RequestFrame(160, 120)))
                .isEqualTo("11000000" + "a0000000" + "78000000");
        assertThat(hex(new ClientMessage.ExecuteCommand("set speed 1")))
                .isEqualTo("0e000000" + "0b000000" + "7365742073706565642031");
    }

    @Test
    void theExtendedMessagesHaveTheLayoutOfTheDesign() {
        assertThat(hex(new ClientMessage.SetInputEx(3, new DriverInputs(true, false, true, false, -2, 5))))
                .isEqualTo("42000000" + "0d000000" + "03" + "01000100" + "feffffff" + "05000000");
        assertThat(hex(new Call(Kind.PROBE))).isEqualTo("40000000");
        assertThat(hex(new Call(Kind.GET_CHALLENGE))).isEqualTo("47000000" + "00000000");
        assertThat(hex(new ClientMessage.RewindEx(1, new byte[] {10})))
                .isEqualTo("4b000000" + "05000000" + "01000000" + "0a");
        ByteBuffer step = buffer(100);
        Codec.encode(new ServerMessage.StepEx(1, 2, new byte[] {10}), step);
        assertThat(HexFormat.of().formatHex(step.array(), 0, step.position())).isEqualTo(
                "82000000" + "0d000000" + "01000000" + "02000000" + "01000000" + "0a");
        ByteBuffer frame = buffer(100);
        Codec.encode(new ServerMessage.FrameEx(new FrameSize(1, 1), 7, new byte[] {10},
                ByteBuffer.wrap(new byte[] {1, 2, 3, 4})), frame);
        assertThat(HexFormat.of().formatHex(frame.array(), 0, frame.position())).isEqualTo(
                "80000000" + "19000000" + "01000000" + "01000000" + "07000000" + "01000000" + "04000000"
                        + "0a01020304");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void eachDialectKnowsItsIds(Dialect dialect) throws IOException {
        Set<Integer> known = new java.util.TreeSet<>();
        for (int id = -1; id <= 300; id++) {
            ByteBuffer bytes = buffer(64).putInt(id).rewind();
            if (!(Codec.decodeClientMessage(bytes, dialect) instanceof ClientMessage.Unknown)) {
                known.add(id);
            } else if (dialect != Dialect.ENABLED || id < 76 || id > 127) {
                assertThat(bytes.position()).as("id %d", id).isIn(4, 8);
            }
        }

        Stream<Integer> expected = java.util.stream.IntStream.rangeClosed(1, 23).boxed();
        // A length of 0 is too short for 65, 66, 68, 69, 74 and 75.
        expected = switch (dialect) {
            case ORIGINAL -> expected;
            case OFFERED -> Stream.concat(expected, Stream.of(64));
            case ENABLED -> Stream.concat(expected, Stream.of(64, 67, 70, 71, 72, 73, 128, 129, 130));
        };
        assertThat(known).containsExactlyElementsOf(expected.toList());
    }

    @Test
    void unknownExtendedMessagesAreSkippedByTheirLength() throws IOException {
        ByteBuffer bytes = buffer(20).putInt(99).putInt(8).putLong(1).putInt(22).flip();

        assertThat(Codec.decodeClientMessage(bytes, Dialect.ENABLED))
                .isEqualTo(new ClientMessage.Unknown(99, 12));
        assertThat(Codec.decodeClientMessage(bytes, Dialect.ENABLED)).isEqualTo(new Call(Kind.IS_IN_MENUS));
    }

    @Test
    void whatALaterVersionAppendsIsSkipped() throws IOException {
        ByteBuffer bytes = buffer(20).putInt(69).putInt(8).putInt(500).putInt(77).flip();

        assertThat(Codec.decodeClientMessage(bytes, Dialect.ENABLED))
                .isEqualTo(new ClientMessage.SetHeartbeat(500));
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void textsThatAreNoUtf8AreReadAsWindows1252() throws IOException {
        byte[] latin = "été".getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = buffer(11).putInt(14).putInt(3).put(latin).flip();

        assertThat(Codec.decodeClientMessage(bytes, Dialect.ORIGINAL))
                .isEqualTo(new ClientMessage.ExecuteCommand("été"));
    }

    @ParameterizedTest
    @CsvSource({"7,2147483647", "7,-1", "14,1048577", "14,-2147483648"})
    void aClientsAbsurdLengthIsRefusedBeforeAnythingElse(int id, int length) {
        ByteBuffer bytes = buffer(8).putInt(id).putInt(length).flip();

        assertThatThrownBy(() -> Codec.clientMessageLength(bytes, Dialect.ORIGINAL))
                .isInstanceOf(ProtocolException.class).hasMessageContaining(length + " bytes");
    }

    @ParameterizedTest
    @CsvSource({"128,2147483647", "129,9", "130,-1"})
    void anAbsurdLengthOfTheGameIsRefused(int id, int length) {
        ByteBuffer bytes = buffer(8).putInt(id).putInt(length).flip();

        assertThatThrownBy(() -> Codec.serverMessageLength(bytes,
                SIZE)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void lengthsInsideAMessageHaveToFit() {
        ByteBuffer step = buffer(24).putInt(130).putInt(16).putInt(1).putInt(1).putInt(5).putInt(0).flip();
        ByteBuffer frame = buffer(32).putInt(128).putInt(24).putInt(1).putInt(1).putInt(0).putInt(4).putInt(4)
                .putInt(0).flip();
        ByteBuffer challenge = buffer(16).putInt(12).putInt(0).putInt(9).putInt(0).flip();

        assertThatThrownBy(() -> Codec.decodeServerMessage(step, SIZE)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> Codec.decodeServerMessage(frame,
                SIZE)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> Codec.decodeReply(Kind.GET_CHALLENGE, challenge))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void misuseIsNoProtocolError() {
        assertThatThrownBy(() -> Codec.decodeServerMessage(buffer(3), SIZE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Codec.serverMessageLength(ByteBuffer.allocate(8), SIZE))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("little-endian");
        assertThatThrownBy(() -> Codec.replyLength(Kind.GIVE_UP, buffer(8)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Call(Kind.SET_SPEED)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ServerMessage.Frame(SIZE, ByteBuffer.allocate(3)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bitsAndStatesHaveTheirNumbers() {
        assertThat(Capability.ofBits(-1)).containsExactly(Capability.values());
        assertThat(Capability.bits(Set.of(Capability.INPUTS, Capability.STATE_IN_FRAMES))).isEqualTo(129);
        assertThat(GameState.of(512)).contains(GameState.LOCAL_RACE);
        assertThat(GameState.of(3)).isEmpty();
        assertThat(Kind.of(75)).contains(Kind.REWIND_EX);
        assertThat(Kind.of(5)).isEmpty();
        assertThat(ServerMessage.Kind.of(5)).contains(ServerMessage.Kind.CONNECTED);
    }

    private static Kind query(ServerReply reply) {
        if (reply instanceof ServerReply.Flag) {
            return Kind.RACE_FINISHED;
        } else if (reply instanceof ServerReply.State) {
            return Kind.GET_SIMULATION_STATE;
        } else if (reply instanceof ServerReply.Inputs) {
            return Kind.GET_INPUTS;
        } else if (reply instanceof ServerReply.Probe) {
            return Kind.PROBE;
        } else if (reply instanceof ServerReply.Enabled) {
            return Kind.ENABLE;
        } else if (reply instanceof ServerReply.InputState) {
            return Kind.GET_INPUT_STATE;
        } else if (reply instanceof ServerReply.GameStatus) {
            return Kind.GET_GAME_STATE;
        }
        return Kind.GET_CHALLENGE;
    }

    private static String hex(ClientMessage message) {
        ByteBuffer buffer = buffer(Codec.length(message));
        Codec.encode(message, buffer);
        return HexFormat.of().formatHex(buffer.array());
    }

    private static ByteBuffer pixels() {
        ByteBuffer pixels = ByteBuffer.allocate(SIZE.bytes());
        for (int i = 0; i < SIZE.bytes(); i++) {
            pixels.put((byte) i);
        }
        return pixels.flip();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
