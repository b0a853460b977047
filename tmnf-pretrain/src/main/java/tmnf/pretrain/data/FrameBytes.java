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

    private final long offset;
    private final int frameLength;
    private final int sliceFrames;
    private final int count;
    /** Null after closing. */
    private volatile ByteBuffer[] slices;

    private FrameBytes(long offset, int frameLength, int count, int sliceBytes) {
        this.offset = offset;
        this.frameLength = frameLength;
        this.count = count;
        sliceFrames = Math.max(1, sliceBytes / frameLength);
    }

    /** Maps or reads a file of exactly so many frames. */
    static FrameBytes open(Path file, int frameLength, int count, boolean inMemory, int sliceBytes)
            throws IOException {
        FrameBytes frames = new FrameBytes(0, frameLength, count, sliceBytes);
        try (FileChannel channel = FileChannel.open(file)) {
            frames.slices = inMemory ? frames.read(file, channel) : frames.map(channel);
        }
        return frames;
    }

    /** Maps so many frames from a place in a file on. */
    static FrameBytes map(Path file, long offset, int frameLength, int count) throws IOException {
        FrameBytes frames = new FrameBytes(offset, frameLength, count, SLICE);
        try (FileChannel channel = FileChannel.open(file)) {
            frames.slices = frames.map(channel);
        }
        return frames;
    }

    /** Room in memory for so many frames, for {@link #put}; the file is named where there is none. */
    static FrameBytes allocate(Path file, int frameLength, int count) throws FrameCacheException {
        FrameBytes frames = new FrameBytes(0, frameLength, count, SLICE);
        frames.slices = frames.allocate(file);
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
        ByteBuffer[] read = allocate(file);
        for (int i = 0; i < read.length; i++) {
            while (read[i].hasRemaining()) {
                if (channel.read(read[i], start(i) + read[i].position()) < 0) {
                    throw new EOFException(file + " has become shorter while it was read");
                }
            }
        }
        return read;
    }

    private ByteBuffer[] allocate(Path file) throws FrameCacheException {
        long bytes = (long) frameLength * count;
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
        if (bytes > free) {
            throw tooLarge(file, bytes, free, null);
        }
        ByteBuffer[] allocated = new ByteBuffer[sliceCount()];
        try {
            for (int i = 0; i < allocated.length; i++) {
                allocated[i] = ByteBuffer.allocate(length(i));
            }
        } catch (OutOfMemoryError e) {
            throw tooLarge(file, bytes, free, e);
        }
        return allocated;
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
        return offset + (long) slice * sliceFrames * frameLength;
    }

    private int length(int slice) {
        return Math.min(sliceFrames, count - slice * sliceFrames) * frameLength;
    }

    void copy(int frame, ByteBuffer to) {
        ByteBuffer slice = slice(frame);
        int position = to.position();
        to.put(position, slice, at(frame), frameLength);
        to.position(position + frameLength);
    }

    /** Only before others may ask. */
    void put(int frame, byte[] pixels) {
        slice(frame).put(at(frame), pixels, 0, frameLength);
    }

    /** The slice in which a frame lies; not to be modified, nor its position used. */
    ByteBuffer slice(int frame) {
        if (frame < 0 || frame >= count) {
            throw new IndexOutOfBoundsException("frame " + frame + " of " + count);
        }
        ByteBuffer[] open = slices;
        if (open == null) {
            throw new IllegalStateException("these frames are closed");
        }
        return open[frame / sliceFrames];
    }

    /** Where in its slice a frame lies. */
    int at(int frame) {
        return frame % sliceFrames * frameLength;
    }

    void close() {
        slices = null;
    }
}
