package tmnf.capture.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Searches shards for their frames, header by header: for folders whose index is missing. */
final class ShardScan {

    private static final String ADVICE = "The shard is damaged; capture the replay again.";

    private ShardScan() {
    }

    static Map<String, ShardIndex.Slot> scan(Path folder) throws IOException {
        Map<String, ShardIndex.Slot> slots = new HashMap<>();
        for (Path shard : ShardIndex.shards(folder)) {
            scan(shard, ShardIndex.number(shard), slots);
        }
        return slots;
    }

    private static void scan(Path file, int shard, Map<String, ShardIndex.Slot> slots) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long at = 0;
            ByteBuffer block = ByteBuffer.allocate(Tar.BLOCK);
            while (at < channel.size()) {
                if (channel.read(block.clear(), at) < Tar.BLOCK) {
                    throw new DatasetException(file, "byte " + at, "ends in the middle of a header", ADVICE);
                }
                if (Tar.isEnd(block.array())) {
                    return;
                }
                long size = Tar.size(block.array());
                String name = Tar.name(block.array());
                if (!Tar.isFile(block.array()) || size < 0 || size > FrameStore.MAX_FRAME_BYTES) {
                    throw new DatasetException(file, "byte " + at, "is not the header of a file in a shard",
                            ADVICE);
                }
                long data = at + Tar.BLOCK;
                if (data + size > channel.size()) {
                    throw new DatasetException(file, "byte " + at, "claims " + size
                            + " bytes, more than there are", ADVICE);
                }
                if (FrameNames.isPicture(name)) {
                    if (slots.put(name, new ShardIndex.Slot(shard, data, (int) size)) != null) {
                        throw new DatasetException(file, "byte " + at, "has a frame for the second time: "
                                + name, ADVICE);
                    }
                }
                at = data + Tar.padded(size);
            }
        }
    }
}
