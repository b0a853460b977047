package tmnf.rl.save;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

import tmnf.capture.dataset.PythonJson;
import tmnf.gbx.file.AtomicFile;
import tmnf.rl.save.CheckpointInfo.FileHash;

/**
 * {@code manifest.json}: which checkpoints there are, the newest first, and the hashes of their files. What
 * it does not name does not count.
 */
final class Manifest {

    static final String NAME = "manifest.json";

    private static final int FORMAT = 1;
    private static final int BUFFER = 1 << 16;

    private Manifest() {
    }

    static void write(Path file, List<CheckpointInfo> newestFirst) throws IOException {
        List<Object> list = new ArrayList<>();
        for (CheckpointInfo info : newestFirst) {
            Map<String, Object> files = new TreeMap<>();
            info.files().forEach((name, hash) ->
                    files.put(name, new TreeMap<>(Map.of("bytes", hash.bytes(), "sha256", hash.sha256()))));
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("number", info.number());
            entry.put("frames", info.frames());
            entry.put("saved", info.saved().toString());
            entry.put("files", files);
            list.add(entry);
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put("checkpoints", list);
        AtomicFile.write(file, PythonJson.bytes(root));
    }

    static List<CheckpointInfo> read(Path file) throws IOException {
        SaveJson root = SaveJson.object(file.toString(), Files.readAllBytes(file));
        root.format(FORMAT);
        List<CheckpointInfo> list = new ArrayList<>();
        for (JsonNode element : root.child("checkpoints", node -> node.isArray() && !node.isEmpty())) {
            SaveJson entry = root.of(element);
            Map<String, FileHash> files = new HashMap<>();
            JsonNode names = entry.child("files", JsonNode::isObject);
            for (Map.Entry<String, JsonNode> each : names.properties()) {
                SaveJson hash = entry.of(each.getValue());
                files.put(each.getKey(), new FileHash(hash.integer("bytes"), hash.text("sha256")));
            }
            list.add(entry.checked(() -> new CheckpointInfo(entry.integer("number"),
                    entry.integer("frames"), instant(entry.text("saved")), files)));
        }
        return list;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Of a file as it is. */
    static FileHash hash(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        long bytes = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                bytes += read;
            }
        }
        return new FileHash(bytes, HexFormat.of().formatHex(digest.digest()));
    }
}
