package tmnf.pretrain.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tmnf.capture.dataset.PythonJson;
import tmnf.gbx.file.AtomicFile;

/**
 * {@code config.json}: the effective configuration with its keys as in a configuration file. JSON is YAML, so
 * it can be given back as one.
 */
public final class ConfigFile {

    private ConfigFile() {
    }

    /**
     * Writes or replaces the file.
     *
     * @param effective by key; values are texts, numbers, truth values, lists and maps of them, anything else
     *     becomes its text
     */
    public static void write(Path file, Map<String, ?> effective) throws IOException {
        AtomicFile.write(file, bytes(effective));
    }

    /** Whether a file is what {@link #write} would make. */
    static boolean holds(Path file, Map<String, ?> effective) throws IOException {
        return Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes(effective));
    }

    private static byte[] bytes(Map<String, ?> effective) {
        return (PythonJson.text(plain(effective)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The value as JSON knows it. */
    static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, each) -> copy.put(String.valueOf(key), plain(each)));
            return copy;
        }
        // A path is iterable too.
        if (value instanceof Iterable<?> list && !(value instanceof Path)) {
            List<Object> copy = new ArrayList<>();
            list.forEach(each -> copy.add(plain(each)));
            return copy;
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(ConfigFile::plain).orElse(null);
        }
        boolean fraction = value instanceof Double || value instanceof Float;
        if (fraction && !Double.isFinite(((Number) value).doubleValue())) {
            return null;
        }
        return value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long
                || fraction ? value : value.toString();
    }
}
