package tmnf.pretrain.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

import tmnf.gbx.file.AtomicFile;
import tmnf.gbx.npy.NpyHeader;

/** Writes the pictures of windows, one file after the other. Confined to one thread. */
final class NpyWriting {

    private final FloatFrames pixels;
    private final int height;
    private final int width;
    private final int stack;
    private final long all;
    private final FrameCacheBuilder.Progress progress;
    private final BooleanSupplier stopped;
    private long done;

    NpyWriting(FloatFrames pixels, int height, int width, int stack, long all,
            FrameCacheBuilder.Progress progress, BooleanSupplier stopped) {
        this.pixels = pixels;
        this.height = height;
        this.width = width;
        this.stack = stack;
        this.all = all;
        this.progress = progress;
        this.stopped = stopped;
    }

    /** Writes a file; false if it was stopped, and there is none then. */
    boolean write(WindowIndex windows, Path file) throws IOException {
        int area = height * width;
        float[][] ring = new float[stack][area];
        int[] held = new int[stack];
        Arrays.fill(held, -1);
        ByteBuffer row = ByteBuffer.allocate(Math.multiplyExact(stack,
                area * Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        try (AtomicFile out = new AtomicFile(file)) {
            out.stream().write(NpyHeader.of("<f4", List.of((long) windows.count(), (long) stack, 1L,
                    (long) height, (long) width)).bytes());
            WritableByteChannel channel = Channels.newChannel(out.stream());
            for (int window = 0; window < windows.count(); window++) {
                row.clear();
                for (int frame = windows.first(window); frame < windows.first(window) + stack; frame++) {
                    int slot = frame % stack;
                    if (held[slot] != frame) {
                        pixels.read(frame, ring[slot]);
                        held[slot] = frame;
                    }
                    row.asFloatBuffer().put(ring[slot]);
                    row.position(row.position() + area * Float.BYTES);
                }
                row.flip();
                while (row.hasRemaining()) {
                    channel.write(row);
                }
                progress.decoded(++done, all);
                if (stopped.getAsBoolean()) {
                    return false;
                }
            }
            out.commit();
        }
        return true;
    }
}
