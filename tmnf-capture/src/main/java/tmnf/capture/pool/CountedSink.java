package tmnf.capture.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.run.RunSink;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.state.SimStateData;

/** A sink that counts its frames. */
final class CountedSink implements RunSink {

    private final RunSink sink;
    private final LongAdder frames;

    CountedSink(RunSink sink, LongAdder frames) {
        this.sink = sink;
        this.frames = frames;
    }

    @Override
    public void begin() throws IOException {
        sink.begin();
    }

    @Override
    public void frame(FrameLabel label, FrameSize size, ByteBuffer bgra, SimStateData state)
            throws IOException {
        frames.increment();
        sink.frame(label, size, bgra, state);
    }

    @Override
    public void snapshot(int timeMs, SimStateData state) throws IOException {
        sink.snapshot(timeMs, state);
    }

    @Override
    public Future<?> room() {
        return sink.room();
    }
}
