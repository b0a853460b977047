package tmnf.pretrain.label;

import java.nio.FloatBuffer;

/** Numbers of frames, by the frame's number. Thread-safe. */
public interface FrameFloats {

    /** No numbers. */
    FrameFloats NONE = new FrameFloats() {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public boolean isKnown(int frame) {
            return true;
        }

        @Override
        public void copy(int frame, FloatBuffer to) {
            // there are none
        }
    };

    /** Numbers of a frame. */
    int size();

    /** Whether a frame has them. */
    boolean isKnown(int frame);

    /** Appends the {@link #size} numbers of a frame; those of one that has none are undefined. */
    void copy(int frame, FloatBuffer to);
}
