package tmnf.tminterface.sim.race;

import tmnf.tminterface.sim.physics.CarEngine;
import tmnf.tminterface.sim.physics.CarInputs;

/** An engine that follows a ghost until the driver does something else than the ghost did. */
interface GhostPath extends CarEngine {

    /**
     * The driver's inputs for the tick that starts at this time. The first difference to the ghost's leaves
     * the path for good.
     *
     * @param respawn whether the driver respawns in this tick
     */
    void compare(CarInputs inputs, boolean respawn, int startMs);

    /** When the ghost passed a checkpoint, from 0 on; -1 when it did not. */
    int passageMs(int passage);

    boolean hasLeft();

    void setLeft(boolean left);
}
