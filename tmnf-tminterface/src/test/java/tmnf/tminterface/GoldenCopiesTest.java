package tmnf.tminterface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The recordings that the tests reproduce are all there are: each recorded file lies unchanged among the
 * resources of the tests, or is a message of {@code transcripts.json}. The recordings themselves stay beside
 * the samples, outside of the repository.
 */
class GoldenCopiesTest {

    private static final Path ROOT = Path.of(System.getProperty("tmnf.root", ".."));
    private static final Path TRANSCRIPTS = ROOT.resolve(
            "tmnf-tminterface/src/test/resources/tmnf/tminterface/sharedmemory/transcripts.json");

    private static Path golden() {
        String samples = System.getenv("TMNF_SAMPLES");
        return samples == null || samples.isEmpty()
                ? ROOT.resolve("../shared/golden")
                : Path.of(samples).resolveSibling("golden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tminterface", "float-observation", "vcp"})
    void everyRecordingIsAmongTheResourcesOfTheTests(String group) throws IOException {
        Path folder = golden().resolve(group);
        assumeTrue(Files.isDirectory(folder), "SKIPPED: no recordings beside the samples (set TMNF_SAMPLES)");
        Set<ByteBuffer> known = new HashSet<>(messages());
        known.addAll(files(ROOT.resolve("tmnf-tminterface/src/test/resources")).values());
        known.addAll(files(ROOT.resolve("tmnf-gbx/src/test/resources")).values());

        List<Path> missing = new ArrayList<>();
        files(folder).forEach((file, bytes) -> {
            if (!known.contains(bytes) && !file.endsWith("README.md")) {
                missing.add(file);
            }
        });
        assertThat(missing).isEmpty();
    }

    private static Map<Path, ByteBuffer> files(Path folder) throws IOException {
        Map<Path, ByteBuffer> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file, ByteBuffer.wrap(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    /** What the recorded client of TMInterface 1 sent. */
    private static Set<ByteBuffer> messages() throws IOException {
        Set<ByteBuffer> messages = new HashSet<>();
        for (JsonNode call : new ObjectMapper().readTree(TRANSCRIPTS.toFile()).path("client_calls")) {
            for (JsonNode event : call.path("transcript")) {
                if (event.path("event").asText().equals("client_message") && event.has("hex")) {
                    messages.add(ByteBuffer.wrap(HexFormat.of().parseHex(event.path("hex").asText())));
                }
            }
        }
        return messages;
    }
}
