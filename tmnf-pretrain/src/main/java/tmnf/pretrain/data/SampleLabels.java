package tmnf.pretrain.data;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** What the windows of a {@link WindowIndex} are labelled with, by their number in it. Thread-safe. */
public interface SampleLabels {

    /** No labels. */
    SampleLabels NONE = new SampleLabels() {
        @Override
        public int actions() {
            return 0;
        }

        @Override
        public int floats() {
            return 0;
        }

        @Override
        public void copyActions(int window, LongBuffer to) {
            // there are none
        }

        @Override
        public void copyFloats(int window, FloatBuffer to) {
            // there are none
        }
    };

    /** Actions of each window; 0 without. */
    int actions();

    /** Numbers of each window's observation; 0 without. */
    int floats();

    /**
     * Appends {@link #actions} numbers of actions, of which those below 0 are not known.
     *
     * @throws IndexOutOfBoundsException if there is no such window
     */
    void copyActions(int window, LongBuffer to);

    /**
     * Appends {@link #floats} numbers of an observation, not normalised.
     *
     * @throws IndexOutOfBoundsException if there is no such window
     */
    void copyFloats(int window, FloatBuffer to);
}
