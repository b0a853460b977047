package tmnf.tminterface.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plays the client's side of a session recorded with the original plugin and compares every byte of ours. */
class PluginSessionReplayTest {
    private static final String FOLDER = "/tmnf/tminterface/link/plugin-session/";

    @RegisterExtension
    final PluginHosts hosts = new PluginHosts();

    @Test
    void answersTheRecordedSessionByteForByte() throws Exception {
        PluginHost host = hosts.start("--fast", "--cps", "2", "--laps", "2", "--cp-distance", "12");
        host.awaitLog("game state 32", Duration.ofSeconds(5));
        List<String> differences = new ArrayList<>();
        int compared = 0;

        try (RawClient client = new RawClient(host.port())) {
            int turnIndex = 0;
            for (JsonNode turn : new ObjectMapper().readTree(resource("session.json")).path("turns")) {
                JsonNode server = turn.path("server");
                String where = "turn " + turnIndex++ + " ";
                compared += compare(client, hex(server, "hex"), where + server.path("name"), differences);
                for (JsonNode message : turn.path("client")) {
                    client.sendBytes(bytes(message, "hex", "hex_head", "then_file"));
                    byte[] reply = bytes(message, "reply_hex", "reply_hex_head", "reply_then_file");
                    compared += compare(client, reply, where + message.path("name"), differences);
                }
            }
        }

        assertThat(differences).isEmpty();
        assertThat(compared).as("bytes compared").isEqualTo(26_637);
    }

    private static int compare(RawClient client, byte[] wanted, String where, List<String> differences)
            throws IOException {
        byte[] got = client.read(wanted.length);
        int mismatch = Arrays.mismatch(wanted, got);
        if (mismatch >= 0) {
            differences.add(where + " differs from byte " + mismatch + " of " + wanted.length);
        }
        return wanted.length;
    }

    private static byte[] bytes(JsonNode message, String whole, String head, String file) throws IOException {
        if (!message.has(head)) {
            return hex(message, whole);
        }
        byte[] first = hex(message, head);
        byte[] rest = resource(message.path(file).asText());
        byte[] all = Arrays.copyOf(first, first.length + rest.length);
        System.arraycopy(rest, 0, all, first.length, rest.length);
        return all;
    }

    private static byte[] hex(JsonNode message, String field) {
        return HexFormat.of().parseHex(message.path(field).asText());
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = PluginSessionReplayTest.class.getResourceAsStream(FOLDER + name)) {
            return in.readAllBytes();
        }
    }
}
