package tmnf.capture.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
     * @param stays which entries of the manifest stay; those without a frame never do
     */
    public static void rewrite(CapturedReplay replay, Predicate<ManifestEntry> stays) throws IOException {
        Objects.requireNonNull(stays);
        List<Path> old = ShardIndex.shards(replay.folder());
        int first = old.isEmpty() ? 0 : ShardIndex.number(old.get(old.size() - 1)) + 1;
        for (String unfinished : List.of(ShardIndex.FILE, ShardIndex.shardName(first))) {
            Files.deleteIfExists(replay.folder().resolve(unfinished + PartFile.ENDING));
        }
        try (FrameStore frames = replay.frames(); DatasetCursor<ManifestEntry> entries = replay.entries();
                ShardSink sink = new ShardSink(replay.folder(), WriterOptions.DEFAULT_SHARD_BYTES, first)) {
            for (Optional<ManifestEntry> next = entries.next(); next.isPresent(); next = entries.next()) {
                ManifestEntry entry = next.get();
                if (stays.test(entry) && frames.has(entry.file())) {
                    byte[] jpeg = frames.read(entry.file());
                    sink.frame(entry, jpeg, 0, jpeg.length);
                }
            }
            sink.finish();
        }
    }
}
