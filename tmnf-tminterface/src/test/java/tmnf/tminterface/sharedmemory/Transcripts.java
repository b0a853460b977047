package tmnf.tminterface.sharedmemory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tmnf.tminterface.state.SimStateData;

/** The recorded sessions; the README beside them says where they come from. */
final class Transcripts {

    private Transcripts() {}

    static JsonNode read() throws IOException {
        try (InputStream in = Transcripts.class.getResourceAsStream("transcripts.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    static List<JsonNode> cases(String section) throws IOException {
        List<JsonNode> cases = new ArrayList<>();
        read().path(section).forEach(cases::add);
        return cases;
    }

    static byte[] stateBytes() throws IOException {
        try (InputStream in = SimStateData.class.getResourceAsStream("simstate/state_laps_sim.bin")) {
            return in.readAllBytes();
        }
    }

    static List<ScriptedGame.Step> steps(JsonNode transcript) throws IOException {
        List<ScriptedGame.Step> steps = new ArrayList<>();
        for (JsonNode event : transcript) {
            steps.add(switch (event.path("event").asText()) {
                case "client_message" -> new ScriptedGame.Step(ScriptedGame.CLIENT, bytes(event));
                case "server_message" -> new ScriptedGame.Step(ScriptedGame.SERVER, bytes(event));
                case "client_clears_whole_buffer" -> ScriptedGame.Step.of(ScriptedGame.CLIENT_CLEARS);
                case "server_clears_buffer" -> ScriptedGame.Step.of(ScriptedGame.SERVER_CLEARS);
                default -> throw new IOException("unknown event " + event);
            });
        }
        return steps;
    }

    private static byte[] bytes(JsonNode event) throws IOException {
        if (event.has("hex")) {
            return HexFormat.of().parseHex(event.path("hex").asText());
        }
        byte[] state = stateBytes();
        byte[] all = new byte[8 + state.length];
        byte[] head = HexFormat.of().parseHex(event.path("hex_head").asText());
        System.arraycopy(head, 0, all, 0, 8);
        System.arraycopy(state, 0, all, 8, state.length);
        if (event.path("length").asInt() != all.length) {
            throw new IOException("another state was recorded: " + event);
        }
        return all;
    }
}
