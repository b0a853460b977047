package tmnf.capture.dataset;

import tmnf.tminterface.state.SimStateData;
import tmnf.tminterface.state.StateFormatException;

/**
 * A complete state of the simulation from the side file of a capture with full states. The array is the
 * caller's.
 *
 * @param timeMs race time of its tick
 * @param bytes as the game sent them
 */
public record StoredState(int timeMs, byte[] bytes) {

    /** The state over the bytes. */
    public SimStateData state() throws StateFormatException {
        return SimStateData.wrap(bytes);
    }
}
