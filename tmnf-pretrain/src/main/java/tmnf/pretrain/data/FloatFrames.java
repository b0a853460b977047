package tmnf.pretrain.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Frames as pixels of 0 to 1, one after the other. Confined to one thread. */
interface FloatFrames extends Closeable {

    /** Reads a frame. */
    void read(int frame, float[] to) throws IOException;

    /** Whole grey levels, p / 255. The frames stay their owner's. */
    static FloatFrames of(Frames frames) {
        ByteBuffer pixels = ByteBuffer.allocate(frames.height() * frames.width());
        return new FloatFrames() {
            @Override
            public void read(int frame, float[] to) {
                frames.copy(frame, pixels.clear());
                for (int i = 0; i < to.length; i++) {
                    to[i] = (pixels.get(i) & 0xFF) / 255f;
                }
            }

            @Override
            public void close() {
                // Owns nothing.
            }
        };
    }
}
