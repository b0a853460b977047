package tmnf.pretrain.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Frames of one length in a file, mapped in slices or read into memory. Thread-safe. Mapped memory is given
 * back when the garbage collector finds that it is not needed any more.
 */
final class FrameBytes {

    /** Most bytes of a slice: a buffer has at most 2 GiB. */
    static final int SLICE = 1 << 30;

    private final int frameLength;
    private final int sliceFrames;
    private final int count;
    /** Null after closing. */
    private volatile ByteBuffer[] slices;

    private FrameBytes(int frameLength, int count, int sliceBytes) {
        this.frameLength = frameLength;
        this.count = count;
        sliceFrames = Math.max(1, sliceBytes / frameLength);
    }

    /** Maps or reads a file of exactly so many frames. */
    static FrameBytes open(Path file, int frameLength, int count, boolean inMemory, int sliceBytes)
            throws IOException {
        FrameBytes frames = new FrameBytes(frameLength, count, sliceBytes);
        try (FileChannel channel = FileChannel.open(file)) {
            frames.slices = inMemory ? frames.read(file, channel) : frames.map(channel);
        }
        return frames;
    }

    private ByteBuffer[] map(FileChannel channel) throws IOException {
        ByteBuffer[] mapped = new ByteBuffer[sliceCount()];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = channel.map(FileChannel.MapMode.READ_ONLY, start(i), length(i));
        }
        return mapped;
    }

    private ByteBuffer[] read(Path file, FileChannel channel) throws IOException {
        long bytes = (long) frameLength * count;
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
        if (bytes > free) {
            throw tooLarge(file, bytes, free, null);
        }
        ByteBuffer[] read = new ByteBuffer[sliceCount()];
        try {
            for (int i = 0; i < read.length; i++) {
                read[i] = ByteBuffer.allocate(length(i));
                while (read[i].hasRemaining()) {
                    if (channel.read(read[i], start(i) + read[i].position()) < 0) {
                        throw new EOFException(file + " has become shorter while it was read");
                    }
                }
            }
        } catch (OutOfMemoryError e) {
            throw tooLarge(file, bytes, free, e);
        }
        return read;
    }

    private static FrameCacheException tooLarge(Path file, long bytes, long free, Throwable cause) {
        return new FrameCacheException(FrameCacheException.Reason.NO_MEMORY, file,
                "does not fit into memory: "
                + bytes + " bytes, of which Java has " + free + " left",
                "Leave it on the disk, which is hardly slower, or give Java more memory (-Xmx).", cause);
    }

    private int sliceCount() {
        return (count + sliceFrames - 1) / sliceFrames;
    }

    private long start(int slice) {
        return (long) slice * sliceFrames * frameLength;
    }

    private int length(int slice) {
        return Math.min(sliceFrames, count - slice * sliceFrames) * frameLength;
    }

    int count() {
        return count;
    }

    void copy(int frame, ByteBuffer to) {
        if (frame < 0 || frame >= count) {
            throw new IndexOutOfBoundsException("frame " + frame + " of " + count);
        }
        ByteBuffer[] open = slices;
        if (open == null) {
            throw new IllegalStateException("these frames are closed");
        }
        int position = to.position();
        to.put(position, open[frame / sliceFrames], frame % sliceFrames * frameLength, frameLength);
        to.position(position + frameLength);
    }

    void close() {
        slices = null;
    }
}
