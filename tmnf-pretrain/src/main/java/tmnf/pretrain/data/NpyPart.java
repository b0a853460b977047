package tmnf.pretrain.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

import tmnf.gbx.npy.NpyFormatException;
import tmnf.gbx.npy.NpyHeader;
import tmnf.pretrain.data.FrameCacheException.Reason;

/** One file of samples. */
final class NpyPart {

    private static final String ADVICE = "Have it written again.";
    private static final float WHITE = 255;
    private static final int MOST_SIDE = 4096;
    private static final int MOST_STACK = 32;
    private static final int BLOCK_BYTES = 1 << 20;

    private final Path file;
    private final boolean floats;
    private final int samples;
    private final int stack;
    private final int height;
    private final int width;
    private final int offset;
    private FrameBytes bytes; // null before it is opened
    private boolean mappedFloats;

    NpyPart(Path file) throws IOException {
        this.file = file;
        NpyHeader header = header(file);
        floats = header.type().equals("<f4");
        if (!floats && !header.type().equals("|u1") || header.fortranOrder()) {
            throw broken(file, "holds " + header.type()
                    + (header.fortranOrder() ? " with the first axis running fastest" : "")
                    + "; samples are <f4 or |u1, row by row");
        }
        List<Long> shape = header.shape();
        boolean single = shape.size() == 4;
        if (!single && shape.size() != 5 || shape.get(shape.size() - 3) != 1 || shape.get(0) < 1) {
            throw broken(file, "has the shape " + shape + "; samples are (N, stack, 1, H, W)");
        }
        long frames = single ? 1 : shape.get(1);
        long rows = shape.get(shape.size() - 2);
        long columns = shape.get(shape.size() - 1);
        if (frames < 1 || frames > MOST_STACK || rows < 1 || rows > MOST_SIDE || columns < 1
                || columns > MOST_SIDE || shape.get(0) > Integer.MAX_VALUE / frames) {
            throw broken(file, "has the shape " + shape + ", which is too large or empty");
        }
        if (header.bytesFrom(0) != Files.size(file) - header.dataOffset()) {
            throw broken(file, "is not as long as its shape says: " + shape);
        }
        samples = Math.toIntExact(shape.get(0));
        stack = (int) frames;
        height = (int) rows;
        width = (int) columns;
        offset = header.dataOffset();
    }

    private static NpyHeader header(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new FrameCacheException(Reason.MISSING, file, "does not exist",
                    "Name a folder with train.npy, or a dataset.");
        }
        try {
            return NpyHeader.read(file);
        } catch (NpyFormatException e) {
            throw new FrameCacheException(Reason.BROKEN, file, e.getMessage(), ADVICE, e);
        }
    }

    int frames() {
        return samples * stack;
    }

    boolean fits(NpyPart other) {
        return stack == other.stack && height == other.height && width == other.width;
    }

    /**
     * Opens it, looking at all numbers.
     *
     * @param ending asked before each block with the number of frames that were looked at; true ends it
     * @return how many numbers lie between the levels; empty if it was ended
     */
    OptionalLong open(boolean inMemory, IntPredicate ending) throws IOException {
        int area = height * width;
        mappedFloats = floats && !inMemory;
        if (inMemory) {
            bytes = FrameBytes.allocate(file, area, frames());
        } else {
            bytes = FrameBytes.map(file, offset, floats ? area * Float.BYTES : area, frames());
        }
        return floats || inMemory ? look(inMemory, area, ending) : OptionalLong.of(0);
    }

    private OptionalLong look(boolean inMemory, int area, IntPredicate ending) throws IOException {
        long between = 0;
        byte[] raw = new byte[floats ? area * Float.BYTES : area];
        int block = Math.max(1, BLOCK_BYTES / raw.length);
        ByteBuffer numbers = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        byte[] pixels = new byte[area];
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            in.skipNBytes(offset);
            for (int frame = 0; frame < frames(); frame++) {
                if (frame % block == 0 && ending.test(frame)) {
                    return OptionalLong.empty();
                }
                in.readFully(raw);
                if (floats) {
                    between += levels(numbers, pixels, frame);
                }
                if (inMemory) {
                    bytes.put(frame, floats ? pixels : raw);
                }
            }
        }
        return OptionalLong.of(between);
    }

    private long levels(ByteBuffer numbers, byte[] pixels, int frame) throws FrameCacheException {
        long between = 0;
        for (int i = 0; i < pixels.length; i++) {
            float value = numbers.getFloat(i * Float.BYTES);
            if (!(value >= 0 && value <= 1)) {
                throw broken(file, "has the number " + value + " in sample " + frame / stack
                        + "; pixels are 0 to 1");
            }
            int level = level(value);
            pixels[i] = (byte) level;
            between += level / WHITE == value ? 0 : 1;
        }
        return between;
    }

    void copy(int frame, ByteBuffer to) {
        if (!mappedFloats) {
            bytes.copy(frame, to);
            return;
        }
        ByteBuffer slice = bytes.slice(frame).duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int from = bytes.at(frame);
        int at = to.position();
        int area = height * width;
        to.position(at + area);
        for (int i = 0; i < area; i++) {
            to.put(at + i, (byte) level(slice.getFloat(from + i * Float.BYTES)));
        }
    }

    /** The nearest level; halves become the upper one. */
    private static int level(float value) {
        return (int) (value * WHITE + 0.5f);
    }

    static FrameCacheException broken(Path file, String rule) {
        return new FrameCacheException(Reason.BROKEN, file, rule, ADVICE);
    }

    Path file() {
        return file;
    }

    int samples() {
        return samples;
    }

    int stack() {
        return stack;
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    void close() {
        if (bytes != null) {
            bytes.close();
        }
    }
}
