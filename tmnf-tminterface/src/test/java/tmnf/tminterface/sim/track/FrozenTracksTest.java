package tmnf.tminterface.sim.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Agents are compared by what they do on these tracks. Who changes one, or the blocks they are made of, says
 * so in the change log and writes the new hash here.
 */
class FrozenTracksTest {

    @Test
    void theBuiltInChallengesAreTheSameForEver() throws NoSuchAlgorithmException {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (String name : BuiltInTracks.names()) {
            hashes.put(name, hash(BuiltInTracks.file(name)));
        }
        hashes.put("random-7", hash(BuiltInTracks.file("random-7")));

        assertThat(hashes).isEqualTo(Map.of(
                "straight", "378644fb03bfa098",
                "chicane", "a46950598e89906e",
                "hairpins", "2b05a8b2352b346b",
                "jump", "8a0672ba6124f1ea",
                "circuit", "71e9b5188024652e",
                "random-7", "b13127c7fc282c3d"));
    }

    @Test
    void theBlocksAreTheSameForEver() throws IOException, NoSuchAlgorithmException {
        try (InputStream in = BlockCatalogue.class.getResourceAsStream("stadium-blocks.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
            assertThat(hash(text.getBytes(StandardCharsets.UTF_8))).isEqualTo("6a35d144f342f56d");
        }
    }

    private static String hash(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
    }
}
