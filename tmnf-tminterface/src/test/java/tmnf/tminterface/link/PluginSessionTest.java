package tmnf.tminterface.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.Codec;
import tmnf.tminterface.protocol.Dialect;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ServerMessage;

/** The recorded session of the original plugin with the original client, with ours on either side. */
class PluginSessionTest {

    private static final Duration SOON = Duration.ofSeconds(1);

    @Test
    void ourClientSaysEveryByteThatTheOriginalSaid() throws IOException {
        JsonNode session = Golden.json("plugin-session/session.json");
        FakeTime time = new FakeTime();
        ScriptedWire wire = new ScriptedWire(time);
        for (JsonNode turn : session.get("turns")) {
            says(wire, turn.get("server"), "");
            int bytes = 0;
            for (JsonNode call : turn.get("client")) {
                bytes += Golden.wireBytes(call, "").length;
                if (call.has("reply_write_sizes")) {
                    wire.afterBytes(bytes);
                    says(wire, call, "reply_");
                    bytes = 0;
                }
            }
            wire.afterBytes(bytes);
        }
        GameLink link = new GameLink(LinkSettings.of(1), (address, wait) -> wire, time, LinkTap.NONE);
        link.connect(SOON);

        int calls = 0;
        for (JsonNode turn : session.get("turns")) {
            ServerMessage message = link.await(SOON);
            assertThat(Bytes.of(message)).isEqualTo(Golden.wireBytes(turn.get("server"), ""));
            byte[] expected = new byte[0];
            for (JsonNode call : turn.get("client")) {
                byte[] bytes = Golden.wireBytes(call, "");
                expected = Bytes.join(expected, bytes);
                LinkCalls.make(link, decode(bytes));
                calls++;
            }
            assertThat(wire.takeSent()).as("turn %s", turn.get("server")).isEqualTo(expected);
        }

        assertThat(calls).isGreaterThan(100);
        assertThat(link.state()).isEqualTo(LinkState.DISCONNECTED);
        assertThat(wire.isClosed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void ourPluginSideSaysEveryByteThatTheOriginalSaid(PluginBehaviour behaviour) throws IOException {
        JsonNode session = Golden.json("plugin-session/session.json");
        FakeTime time = new FakeTime();
        ScriptedWire wire = new ScriptedWire(time);
        FakeAcceptor acceptor = new FakeAcceptor();
        acceptor.connects(wire);
        FileGame game = new FileGame();
        List<String> log = new ArrayList<>();
        PluginServer server = new PluginServer(acceptor, game, new PluginServerSettings(behaviour, SOON,
                SOON, true),
                time, log::add);

        int last = Integer.MIN_VALUE;
        List<JsonNode> calls = new ArrayList<>();
        for (JsonNode turn : session.get("turns")) {
            List<Integer> sizes = new ArrayList<>(ints(turn.get("server").get("write_sizes")));
            byte[] expected = Golden.wireBytes(turn.get("server"), "");
            for (JsonNode call : turn.get("client")) {
                calls.add(call);
                wire.says(Golden.wireBytes(call, ""));
                expected = Bytes.join(expected, Golden.wireBytes(call, "reply_"));
                sizes.addAll(ints(call.path("reply_write_sizes")));
                game.answersWith(call);
            }
            last = raise(server, game, turn.get("server"), last);
            assertThat(wire.takeSent()).as("turn %s", turn.get("server")).isEqualTo(expected);
            assertThat(wire.takeWriteSizes()).isEqualTo(sizes);
        }

        assertThat(server.hasClient()).isFalse();
        assertThat(wire.isClosed()).isTrue();
        assertThat(game.calls).isEqualTo(expectedCalls(calls));
        long lapAcks = calls.stream().filter(call -> call.get("id").asInt() == 3).count();
        assertThat(log.stream().filter(line -> line.equals("Server: got unknown message 3")).count())
                .isEqualTo(behaviour == PluginBehaviour.ORIGINAL ? lapAcks : 0);
    }

    /** Lets the game do what opened the turn; and ticks in between, which must not open one. */
    private static int raise(PluginServer server, FileGame game, JsonNode opening,
            int last) throws IOException {
        switch (opening.get("id").asInt()) {
            case 5 -> {
                game.state = GameState.MENUS;
                server.render();
                game.state = GameState.LOCAL_RACE;
            }
            case 1 -> {
                int raceTime = opening.get("race_time").asInt();
                for (int tick = Math.max(last, raceTime - 100) + 10; tick < raceTime; tick += 10) {
                    server.runStep(tick, tick);
                }
                game.raceTimeMs = raceTime;
                server.runStep(raceTime, raceTime);
                return raceTime;
            }
            case 2 -> server.checkpointCountChanged(opening.get("current").asInt(),
                    opening.get("target").asInt());
            case 3 -> server.lapCountChanged(opening.get("current").asInt(), opening.get("target").asInt());
            default -> {
                byte[] bytes = Golden.hex(opening.get("hex"));
                game.pixels = ByteBuffer.wrap(Bytes.tail(bytes, 4));
                server.render();
                server.render(); // the request is gone
            }
        }
        return last;
    }

    /** What the game has to see of these calls. */
    private static List<String> expectedCalls(List<JsonNode> calls) throws IOException {
        List<String> expected = new ArrayList<>();
        for (JsonNode call : calls) {
            ClientMessage message = decode(Golden.wireBytes(call, ""));
            switch (message.kind()) {
                case SET_SPEED -> expected.add("speed " + ((ClientMessage.SetSpeed) message).speed());
                case EXECUTE_COMMAND -> expected.add("command " + call.get("command").asText());
                case REWIND_TO_STATE -> expected.add("rewind "
                        + java.util.Arrays.hashCode(((ClientMessage.RewindToState) message).state()) + ""
                        + " true");
                case SET_INPUT_STATE -> expected.add("keys " + message);
                case REWIND_TO_CURRENT_STATE, GIVE_UP, PREVENT_SIMULATION_FINISH, RESET_CAMERA ->
                    expected.add(message.kind().name());
                case TOGGLE_INTERFACE -> expected.add(
                        "interface " + ((ClientMessage.ToggleInterface) message).show());
                default -> { }
            }
        }
        assertThat(expected).hasSizeGreaterThan(30);
        return expected;
    }

    private static ClientMessage decode(byte[] bytes) throws IOException {
        ByteBuffer buffer = Bytes.buffer(bytes);
        ClientMessage message = Codec.decodeClientMessage(buffer, Dialect.ORIGINAL);
        assertThat(buffer.hasRemaining()).isFalse();
        assertThat(Bytes.of(message)).isEqualTo(bytes);
        return message;
    }

    private static void says(ScriptedWire wire, JsonNode node, String prefix) throws IOException {
        byte[] bytes = Golden.wireBytes(node, prefix);
        int at = 0;
        for (int size : ints(node.get(prefix + "write_sizes"))) {
            wire.says(java.util.Arrays.copyOfRange(bytes, at, at + size));
            at += size;
        }
        assertThat(at).isEqualTo(bytes.length);
    }

    private static List<Integer> ints(JsonNode array) {
        List<Integer> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asInt()));
        return values;
    }

    /** Answers from the recording, and remembers what it was told. */
    private static final class FileGame extends FakeGame {

        private final Deque<byte[]> states = new ArrayDeque<>();
        private final Deque<String> inputs = new ArrayDeque<>();
        private final Deque<Boolean> finished = new ArrayDeque<>();

        void answersWith(JsonNode call) throws IOException {
            byte[] reply = Golden.wireBytes(call, "reply_");
            if (reply.length == 0) {
                return;
            }
            ByteBuffer bytes = Bytes.buffer(reply);
            switch (Kind.of(call.get("id").asInt()).orElseThrow()) {
                case GET_SIMULATION_STATE -> states.add(Bytes.tail(reply, 4));
                case GET_INPUTS -> inputs.add(new String(Bytes.tail(reply, 4),
                        java.nio.charset.StandardCharsets
                        .UTF_8));
                case RACE_FINISHED -> finished.add(bytes.getInt() != 0);
                case IS_IN_MENUS -> { }
                default -> throw new AssertionError("no answer expected to " + call);
            }
        }

        @Override
        public byte[] saveState() {
            return states.remove();
        }

        @Override
        public String inputs() {
            return inputs.remove();
        }

        @Override
        public Optional<Boolean> playerFinished() {
            return Optional.of(finished.remove());
        }

        @Override
        public int tickTimeMs() {
            return raceTimeMs;
        }
    }
}
