package tmnf.capture.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Whole JSON files that fit into memory. */
final class JsonFiles {

    private JsonFiles() {
    }

    static Map<String, Object> object(Path file) throws IOException {
        throw new UnsupportedOperationException(file.toString());
    }

    static void write(Path file, Map<String, ?> values) throws IOException {
        throw new UnsupportedOperationException(file.toString());
    }
}
