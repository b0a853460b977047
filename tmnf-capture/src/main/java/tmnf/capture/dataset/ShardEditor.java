package tmnf.capture.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Takes frames out of the shards of a replay: those that stay are copied into new shards, with numbers above
 * the old ones, and the index, which then names the new ones only, takes the old one's place in one step. So
 * every frame can be read at each moment.
 */
public final class ShardEditor {

    private ShardEditor() {
    }

    /** Whether a replay's frames are in shards. */
    public static boolean isPacked(CapturedReplay replay) throws IOException {
        return ShardFrames.isThere(replay.folder());
    }

    /** Shards that the index does not name: left by {@link #rewrite}, or by one that was interrupted. */
    public static List<Path> unneeded(CapturedReplay replay) throws IOException {
        Path index = replay.folder().resolve(ShardIndex.FILE);
        if (!Files.exists(index)) {
            return List.of();
        }
        Set<Integer> needed = ShardIndex.read(index).values().stream().map(ShardIndex.Slot::shard)
                .collect(Collectors.toSet());
        return ShardIndex.shards(replay.folder()).stream()
                .filter(shard -> !needed.contains(ShardIndex.number(shard))).toList();
    }

    /**
     * Copies the frames of the entries that stay into new shards. The old ones are {@link #unneeded} then,
     * and lie there still.
     *
     * @param stays which entries of the manifest stay, by their place in it; those without a frame never do
     */
    public static void rewrite(CapturedReplay replay, IntPredicate stays) throws IOException {
        Objects.requireNonNull(stays);
        Path folder = replay.folder();
        discardUnfinished(replay);
        List<Path> old = ShardIndex.shards(folder);
        int first = old.isEmpty() ? 0 : ShardIndex.number(old.get(old.size() - 1)) + 1;
        try (FrameStore frames = replay.frames();
                DatasetCursor<Map<String, Object>> entries = replay.storedEntries();
                ShardSink sink = new ShardSink(folder, WriterOptions.DEFAULT_SHARD_BYTES, first)) {
            Optional<Map<String, Object>> next = entries.next();
            for (int index = 0; next.isPresent(); next = entries.next(), index++) {
                if (!stays.test(index)) {
                    continue;
                }
                ManifestEntry entry = ManifestEntry.read(replay.manifest(), index, next.get());
                if (frames.has(entry.file())) {
                    byte[] jpeg = frames.read(entry.file());
                    sink.frame(entry, jpeg, 0, jpeg.length);
                }
            }
            sink.finish();
        }
    }

    /** Takes away what an earlier rewriting that was killed left, so that numbers are given as before. */
    private static void discardUnfinished(CapturedReplay replay) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(replay.folder(),
                "frames-*" + PartFile.ENDING)) {
            for (Path part : parts) {
                Files.delete(part);
            }
        }
        Path index = replay.folder().resolve(ShardIndex.FILE);
        if (!Files.exists(index)) {
            writeIndex(index, ShardScan.scan(replay.folder()));
        }
        for (Path shard : unneeded(replay)) {
            Files.delete(shard);
        }
    }

    /** Without an index, new shards beside the old ones would be frames that are there twice. */
    private static void writeIndex(Path file, Map<String, ShardIndex.Slot> slots) throws IOException {
        try (PartFile index = new PartFile(file)) {
            index.stream().write(ShardIndex.HEADER.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, ShardIndex.Slot> slot : new TreeMap<>(slots).entrySet()) {
                index.stream().write(
                        ShardIndex.line(slot.getKey(), slot.getValue()).getBytes(StandardCharsets.UTF_8));
            }
            index.commit();
        }
    }
}
