package tmnf.capture.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32;

import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.run.RunSink;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.state.SimStateData;

/** A sink that counts its frames, and those which show what the one before did. For one run. */
final class CountedSink implements RunSink {

    /** Fewer frames say nothing. */
    private static final int ENOUGH = 10;
    /** Share of equal frames above which nobody drives there; waiting for the start is shorter. */
    private static final double STILL = 0.95;

    private final RunSink sink;
    private final LongAdder frames;
    private final CRC32 crc = new CRC32();
    private long lastPicture;
    private int shown;
    private int repeated;

    CountedSink(RunSink sink, LongAdder frames) {
        this.sink = sink;
        this.frames = frames;
    }

    @Override
    public void begin() throws IOException {
        shown = 0;
        repeated = 0;
        sink.begin();
    }

    @Override
    public void frame(FrameLabel label, FrameSize size, ByteBuffer bgra, SimStateData state)
            throws IOException {
        frames.increment();
        crc.reset();
        crc.update(bgra.duplicate());
        repeated += shown > 0 && crc.getValue() == lastPicture ? 1 : 0;
        lastPicture = crc.getValue();
        shown++;
        sink.frame(label, size, bgra, state);
    }

    @Override
    public void snapshot(int timeMs, SimStateData state) throws IOException {
        sink.snapshot(timeMs, state);
    }

    /** What is wrong with the pictures of the race; empty if they differ as those of a race do. */
    Optional<String> stillness() {
        return shown >= ENOUGH && repeated >= STILL * (shown - 1)
                ? Optional.of(repeated + " of " + shown + " frames are equal to the one before: look whether"
                        + " the game's window is minimised or covered, and whether the game draws")
                : Optional.empty();
    }

    @Override
    public Future<?> room() {
        return sink.room();
    }
}
