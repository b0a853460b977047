package tmnf.capture.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Frames in tar shards. All shards are open until it is closed. */
final class ShardFrames implements FrameStore {

    private static final String ADVICE = "The dataset is damaged; capture the replay again.";

    private final Path folder;
    private final Map<String, ShardIndex.Slot> slots;
    private final Map<Integer, FileChannel> shards = new TreeMap<>();

    ShardFrames(Path folder) throws IOException {
        this.folder = folder;
        Path index = folder.resolve(ShardIndex.FILE);
        slots = Files.exists(index) ? ShardIndex.read(index) : ShardScan.scan(folder);
        try {
            for (Path shard : ShardIndex.shards(folder)) {
                shards.put(ShardIndex.number(shard), FileChannel.open(shard));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Whether a folder has its frames in shards. */
    static boolean isThere(Path folder) throws IOException {
        return Files.exists(folder.resolve(ShardIndex.FILE)) || !ShardIndex.shards(folder).isEmpty();
    }

    @Override
    public byte[] read(String file) throws IOException {
        ShardIndex.Slot slot = slot(file);
        FileChannel shard = shards.get(slot.shard());
        ByteBuffer bytes = ByteBuffer.allocate(slot.length());
        while (bytes.hasRemaining()) {
            if (shard.read(bytes, slot.offset() + bytes.position()) < 0) {
                throw broken(slot, "ends before frame " + file + " does");
            }
        }
        return bytes.array();
    }

    private ShardIndex.Slot slot(String file) throws IOException {
        ShardIndex.Slot slot = slots.get(file);
        if (slot == null) {
            throw new DatasetException(folder, "", "has no frame " + file + " in its shards", ADVICE);
        }
        if (!shards.containsKey(slot.shard())) {
            throw broken(slot, "is missing");
        }
        if (slot.length() > MAX_FRAME_BYTES
                || slot.offset() > shards.get(slot.shard()).size() - slot.length()) {
            throw broken(slot, "does not hold the " + slot.length() + " bytes at " + slot.offset()
                    + " that the index says are " + file);
        }
        return slot;
    }

    private DatasetException broken(ShardIndex.Slot slot, String rule) {
        return new DatasetException(folder.resolve(ShardIndex.shardName(slot.shard())), "", rule, ADVICE);
    }

    @Override
    public boolean has(String file) {
        return slots.containsKey(file);
    }

    @Override
    public long size(String file) throws IOException {
        return slot(file).length();
    }

    @Override
    public List<String> names() {
        return slots.entrySet().stream().filter(each -> shards.containsKey(each.getValue().shard()))
                .map(Map.Entry::getKey).sorted().toList();
    }

    @Override
    public void close() throws IOException {
        Closing.all(shards.values());
    }
}
