package tmnf.pretrain.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;

import tmnf.pretrain.data.Frames;
import tmnf.pretrain.data.ReplayFrames;

/** Frames of 64 x 64 in a file of their own that is mapped: what the cache comes to, without its checks. */
final class MappedFrames implements Frames {

    private static final int SIDE = 64;
    private static final int BYTES = SIDE * SIDE;
    private static final int WRITTEN = 1000;

    private final Path file;
    private final MappedByteBuffer pixels;
    private final int count;

    /** Writes and maps so many frames: smooth pictures that differ from each other, each a little noisy. */
    MappedFrames(Path file, int count) throws IOException {
        this.file = file;
        this.count = count;
        SplittableRandom random = new SplittableRandom(1);
        byte[] some = new byte[WRITTEN * BYTES];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int first = 0; first < count; first += WRITTEN) {
                for (int i = 0; i < some.length; i++) {
                    int frame = first + i / BYTES;
                    double shade = Math.sin((i % SIDE) * 0.1 + frame) * (i / SIDE % SIDE) + 100;
                    some[i] = (byte) (first == 0 ? shade + random.nextInt(8) : some[i] + 1);
                }
                ByteBuffer next = ByteBuffer.wrap(some, 0, Math.min(WRITTEN, count - first) * BYTES);
                while (next.hasRemaining()) {
                    channel.write(next);
                }
            }
            pixels = channel.map(FileChannel.MapMode.READ_ONLY, 0, (long) count * BYTES);
        }
    }

    @Override
    public int height() {
        return SIDE;
    }

    @Override
    public int width() {
        return SIDE;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public List<ReplayFrames> replays() {
        return List.of(ReplayFrames.readable("1", "r", 0, count));
    }

    @Override
    public void copy(int frame, ByteBuffer to) {
        int at = to.position();
        to.put(at, pixels, frame * BYTES, BYTES).position(at + BYTES);
    }

    @Override
    public void close() throws IOException {
        Files.delete(file);
    }
}
