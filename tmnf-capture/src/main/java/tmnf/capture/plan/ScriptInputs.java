package tmnf.capture.plan;

import tmnf.tminterface.protocol.DriverInputs;

/**
 * What a script does to the car in each tick of the race, from race time 0 to the race time, both included:
 * keys and axes after all that is due at that script time. Immutable.
 */
public final class ScriptInputs {

    private final DriverInputs[] inputs;
    private final boolean[] respawns;

    ScriptInputs(DriverInputs[] inputs, boolean[] respawns) {
        this.inputs = inputs;
        this.respawns = respawns;
    }

    /** Number of ticks: race time / 10, and one. */
    public int ticks() {
        return inputs.length;
    }

    /** Keys and axes at script time {@code tick * 10}. */
    public DriverInputs at(int tick) {
        return inputs[tick];
    }

    /** Whether the key of the respawn is down at that time. */
    public boolean respawn(int tick) {
        return respawns[tick];
    }
}
