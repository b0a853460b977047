package tmnf.capture.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import tmnf.capture.dataset.FrameLabel;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.state.SimStateData;

/**
 * Takes what a run captures. Called by the thread of the run, in the order of race time; an exception stops
 * the run.
 */
public interface RunSink {

    /** Takes everything and keeps nothing. */
    RunSink NOTHING = new RunSink() {
        @Override
        public void begin() {
            // Nothing to forget.
        }

        @Override
        public void frame(FrameLabel label, FrameSize size, ByteBuffer bgra, SimStateData state) {
            // Not wanted.
        }

        @Override
        public void snapshot(int timeMs, SimStateData state) {
            // Not wanted.
        }

        @Override
        public Future<?> room() {
            return CompletableFuture.completedFuture(null);
        }
    };

    /** A race begins at race time 0; what came of an earlier attempt is void. */
    void begin() throws IOException;

    /**
     * A frame and the state of its very tick.
     *
     * @param bgra rows from the top; only valid during the call
     * @param state only valid during the call
     */
    void frame(FrameLabel label, FrameSize size, ByteBuffer bgra, SimStateData state) throws IOException;

    /**
     * A state at a tick in which a snapshot is due; before the frame of the same tick, if there is one.
     *
     * @param state only valid during the call
     */
    void snapshot(int timeMs, SimStateData state) throws IOException;

    /** Done as soon as there is room for the next frame; the run holds its turn meanwhile. */
    Future<?> room();
}
