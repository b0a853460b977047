package tmnf.capture.write;

import java.io.IOException;

import tmnf.capture.dataset.ManifestEntry;

/** Decides which frames go into a capture. Called in the order of race time, by one thread at a time. */
interface FrameFilter {

    /** Where the frames go. */
    @FunctionalInterface
    interface Target {
        void frame(ManifestEntry entry, byte[] jpeg, int offset, int length) throws IOException;
    }

    /** A snapshot, before the frame of the same tick. */
    void snapshot(int timeMs, boolean good) throws IOException;

    /** A frame. The bytes are only valid during the call. */
    void frame(ManifestEntry entry, byte[] jpeg, int length) throws IOException;

    /** Nothing follows. */
    void end() throws IOException;

    /** Lets everything through. */
    static FrameFilter all(Target target) {
        return new FrameFilter() {
            @Override
            public void snapshot(int timeMs, boolean good) {
                // Frames do not depend on it.
            }

            @Override
            public void frame(ManifestEntry entry, byte[] jpeg, int length) throws IOException {
                target.frame(entry, jpeg, 0, length);
            }

            @Override
            public void end() {
                // Nothing is held back.
            }
        };
    }
}
