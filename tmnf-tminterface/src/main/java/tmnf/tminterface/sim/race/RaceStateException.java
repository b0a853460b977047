package tmnf.tminterface.sim.race;

import java.io.IOException;

/** A race cannot go on from a state; the message says why. The race is as it was. */
public final class RaceStateException extends IOException {

    private static final long serialVersionUID = 1L;

    public RaceStateException(String message) {
        super(message);
    }
}
