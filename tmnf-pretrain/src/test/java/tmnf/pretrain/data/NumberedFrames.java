package tmnf.pretrain.data;

import java.nio.ByteBuffer;
import java.util.List;

/** Frames in memory whose pixels say which they are: the number in two bytes, then its sum with the place. */
class NumberedFrames implements Frames {

    private final int height;
    private final int width;
    private final List<ReplayFrames> replays;
    private final byte[][] pixels;

    NumberedFrames(int height, int width, List<ReplayFrames> replays) {
        this.height = height;
        this.width = width;
        this.replays = replays;
        ReplayFrames last = replays.get(replays.size() - 1);
        pixels = new byte[last.first() + last.count()][height * width];
        for (int frame = 0; frame < pixels.length; frame++) {
            for (int i = 0; i < pixels[frame].length; i++) {
                pixels[frame][i] = pixel(frame, i);
            }
        }
    }

    /** One replay of so many frames. */
    static NumberedFrames of(int count) {
        return new NumberedFrames(4, 3, List.of(ReplayFrames.readable("7", "r", 0, count)));
    }

    static byte pixel(int frame, int place) {
        return (byte) (place == 0 ? frame : place == 1 ? frame >> 8 : frame * 31 + place);
    }

    static int number(ByteBuffer batch, int at) {
        return (batch.get(at) & 0xFF) + ((batch.get(at + 1) & 0xFF) << 8);
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int count() {
        return pixels.length;
    }

    @Override
    public List<ReplayFrames> replays() {
        return replays;
    }

    @Override
    public void copy(int frame, ByteBuffer to) {
        to.put(pixels[frame]);
    }

    @Override
    public void close() {
    }
}
