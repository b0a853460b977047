package tmnf.tminterface.sim.game;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.link.Wire;
import tmnf.tminterface.state.SimStateData;

/**
 * A recorded session between the original plugin and the original client: the simulated game gets what the
 * client said, turn by turn, and has to answer with the same ids in the same order, the same times and
 * counts, and replies of the same layout. States are its own: where the client sends one back, it gets the
 * one that this game gave.
 */
@Timeout(60)
class GoldenSessionTest {

    private static final String FOLDER = "/tmnf/tminterface/link/plugin-session/";
    private static final int FRAME_BYTES = 8 * 6 * 4;

    private final Map<String, byte[]> states = new HashMap<>();
    private int compared;

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void theClientOfTheRecordedSessionGetsTheSameTurns(PluginBehaviour behaviour) throws IOException {
        JsonNode session;
        try (InputStream in = GoldenSessionTest.class.getResourceAsStream(FOLDER + "session.json")) {
            session = new ObjectMapper().readTree(in);
        }
        try (VirtualGame game = new VirtualGame(VirtualGame.QUICK.withBehaviour(behaviour), FaultPlan.NONE,
                Path.of("no-scripts"), null)) {
            // The client of the record connects before the game shows its menus.
            Wire wire = connect(game);
            int index = 0;
            for (JsonNode turn : session.path("turns")) {
                String where = "turn " + index++;
                server(wire, turn.path("server"), where);
                for (JsonNode message : turn.path("client")) {
                    client(wire, message, where + " " + message.path("name").asText());
                }
            }
            assertThat(index).isEqualTo(73);
            assertThat(compared).as("bytes compared").isEqualTo(697);
        }
    }

    private static Wire connect(VirtualGame game) throws IOException {
        while (true) {
            try {
                return game.network.connect(new InetSocketAddress("127.0.0.1", 8478), 1);
            } catch (ConnectException e) {
                game.time.waitFor(() -> false, 1_000_000);
            }
        }
    }

    private void server(Wire wire, JsonNode wanted, String where) throws IOException {
        byte[] bytes = hex(wanted, "hex");
        int id = wanted.path("id").asInt();
        byte[] got = read(wire, bytes.length);
        if (id == 4) {
            assertThat(bytes).hasSize(4 + FRAME_BYTES);
            ByteBuffer frame = ByteBuffer.wrap(got).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(frame.getInt(0)).as(where).isEqualTo(4);
            assertThat(frame.getInt(4)).as(where + ": the frame is of the tick of its request")
                    .isEqualTo(wanted.path("race_time_at_capture").asInt());
            compared += 8;
        } else {
            assertThat(HexFormat.of().formatHex(got)).as(where).isEqualTo(wanted.path("hex").asText());
            compared += bytes.length;
        }
    }

    private void client(Wire wire, JsonNode message, String where) throws IOException {
        byte[] bytes = message.has("hex") ? hex(message, "hex") : sentState(message);
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            wire.write(out, 1_000_000_000L);
        }
        if (message.has("reply_then_file")) {
            int length = ByteBuffer.wrap(read(wire, 4)).order(ByteOrder.LITTLE_ENDIAN).getInt();
            byte[] state = read(wire, length);
            SimStateData parsed = SimStateData.wrap(state);
            // This track has one checkpoint a lap and a finish, and two laps, as that of the record.
            assertThat(length).as(where).isEqualTo(8396);
            assertThat(parsed.checkpointData().cpTimes()).hasSize(4);
            states.put(message.path("reply_then_file").asText(), state);
            compared += 4;
        } else if (message.has("reply_hex")) {
            byte[] wanted = hex(message, "reply_hex");
            assertThat(new String(read(wire, wanted.length), ISO_8859_1)).as(where)
                    .isEqualTo(new String(wanted, ISO_8859_1));
            compared += wanted.length;
        }
    }

    /** What this game gave in place of the recorded state; that of the finish without its last time. */
    private byte[] sentState(JsonNode message) {
        String file = message.path("then_file").asText();
        byte[] state = states.getOrDefault(file, states.get("state_02.bin")).clone();
        if (file.equals("state_03.bin")) {
            ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN).putInt(state.length - 8, -1);
        }
        byte[] head = hex(message, "hex_head");
        byte[] all = Arrays.copyOf(head, head.length + state.length);
        System.arraycopy(state, 0, all, head.length, state.length);
        return all;
    }

    private static byte[] read(Wire wire, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            assertThat(wire.read(bytes, 10_000_000_000L)).as("bytes in 10 s").isPositive();
        }
        return bytes.array();
    }

    private static byte[] hex(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.path(field).asText());
    }
}
