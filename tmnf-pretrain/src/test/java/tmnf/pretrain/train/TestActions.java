package tmnf.pretrain.train;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;

import tmnf.pretrain.data.SampleLabels;
import tmnf.tminterface.observation.ActionIndex;

/**
 * An action behind each frame of a window, one after the other; none behind the last.
 *
 * @param actions frames of a window
 */
record TestActions(int actions) implements SampleLabels {

    @Override
    public int floats() {
        return 0;
    }

    @Override
    public void copyActions(int window, LongBuffer to) {
        for (int frame = 0; frame < actions - 1; frame++) {
            to.put((window + frame) % ActionIndex.COUNT);
        }
        to.put(-1);
    }

    @Override
    public void copyFloats(int window, FloatBuffer to) {
        // there are none
    }
}
