package tmnf.capture.pool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Output folders as tests compare them. */
final class Datasets {

    private Datasets() {
    }

    /** All that is published, by name; moments in time left out of JSON. */
    static Map<String, String> published(Path output) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = output.relativize(file).toString().replace('\\', '/');
                if (name.startsWith(".capture")) {
                    continue;
                }
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                tree.put(name, name.endsWith(".json") ? timeless(text) : text);
            }
        }
        return tree;
    }

    /** Timestamps look like 2025-03-04T05:06:07.123456+00:00, or end in Z. */
    private static String timeless(String json) {
        return json.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|\\+00:00)", "TIME");
    }
}
