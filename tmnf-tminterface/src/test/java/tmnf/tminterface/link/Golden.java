package tmnf.tminterface.link;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The recorded sessions beside the tests; see the README of each folder. */
final class Golden {

    private Golden() {
    }

    static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(bytes(file));
    }

    static byte[] bytes(String file) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("no resource " + file);
            }
            return in.readAllBytes();
        }
    }

    static byte[] hex(JsonNode node) {
        return HexFormat.of().parseHex(node.asText());
    }

    /** Bytes of a field {@code <prefix>hex}, or of {@code <prefix>hex_head} and the file behind it. */
    static byte[] wireBytes(JsonNode node, String prefix) throws IOException {
        if (node.has(prefix + "hex")) {
            return hex(node.get(prefix + "hex"));
        }
        if (!node.has(prefix + "hex_head")) {
            return new byte[0];
        }
        String file = node.get(prefix + "then_file").asText();
        return Bytes.join(hex(node.get(prefix + "hex_head")), bytes("plugin-session/" + file));
    }
}
