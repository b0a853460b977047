package tmnf.pretrain.train;

import java.nio.ByteBuffer;
import java.util.List;

import tmnf.pretrain.data.Frames;
import tmnf.pretrain.data.ReplayFrames;

/** Frames whose places are known, and not yet their pixels. */
record UndecodedFrames(int height, int width, int count, List<ReplayFrames> replays) implements Frames {

    @Override
    public void copy(int frame, ByteBuffer to) {
        throw new UnsupportedOperationException("no frame is decoded yet");
    }

    @Override
    public void close() {
        // owns nothing
    }
}
