package tmnf.capture.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes frames into tar shards: for each the picture and its entry, as WebDataset wants them, and a line in
 * the index. A new shard begins where the next frame would not fit.
 */
final class ShardSink implements FrameSink {

    private static final byte[] ZEROS = new byte[Tar.BLOCK];

    private final Path folder;
    private final long limit;
    private final PartFile index;
    private final OutputStream lines;
    /** Null before the first frame. */
    private PartFile shard;
    private OutputStream out;
    private int number;
    private long at;

    ShardSink(Path folder, long limit) throws IOException {
        this(folder, limit, 0);
    }

    /** With shards that are counted from that number on. */
    ShardSink(Path folder, long limit, int first) throws IOException {
        this.folder = folder;
        this.limit = limit;
        this.number = first - 1;
        index = new PartFile(folder.resolve(ShardIndex.FILE));
        lines = index.stream();
        lines.write(ShardIndex.HEADER.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void frame(ManifestEntry entry, byte[] jpeg, int offset, int length) throws IOException {
        byte[] json = PythonJson.bytes(entry.toMap());
        long needed = 2L * Tar.BLOCK + Tar.padded(length) + Tar.padded(json.length)
                + (long) Tar.END_BLOCKS * Tar.BLOCK;
        if (shard == null || (at > 0 && at + needed > limit)) {
            endShard();
            number++;
            at = 0;
            shard = new PartFile(folder.resolve(ShardIndex.shardName(number)));
            out = shard.stream();
        }
        ShardIndex.Slot slot = new ShardIndex.Slot(number, at + Tar.BLOCK, length);
        member(entry.file(), jpeg, offset, length);
        member(entry.stem() + ".json", json, 0, json.length);
        lines.write(ShardIndex.line(entry.file(), slot).getBytes(StandardCharsets.UTF_8));
    }

    private void member(String name, byte[] bytes, int offset, int length) throws IOException {
        out.write(Tar.header(name, length));
        out.write(bytes, offset, length);
        out.write(ZEROS, 0, (int) (Tar.padded(length) - length));
        at += Tar.BLOCK + Tar.padded(length);
    }

    private void endShard() throws IOException {
        if (shard != null) {
            for (int i = 0; i < Tar.END_BLOCKS; i++) {
                out.write(ZEROS);
            }
            shard.commit();
        }
    }

    @Override
    public void finish() throws IOException {
        endShard();
        index.commit();
    }

    @Override
    public String storage() {
        return "shards";
    }

    @Override
    public void close() throws IOException {
        Closing.all(Arrays.asList(index, shard));
    }
}
