package tmnf.tminterface.sim.physics;

import tmnf.tminterface.sim.mesh.SurfaceMesh;

/**
 * What moves a car. Whoever implements it keeps nothing about the car but in the {@link CarState}, so that a
 * state that was saved continues as it would have, and computes without a clock, so that it always does.
 * May hold scratch memory: one engine per thread.
 */
public interface CarEngine {

    /** The length of a tick in milliseconds. */
    int TICK_MS = 10;

    /**
     * Puts the car somewhere, at rest, its wheels hanging.
     *
     * @param atMs race time
     */
    void place(CarState car, Pose pose, int atMs);

    /**
     * One tick.
     *
     * @param inputs what the car is told throughout the tick
     * @param surfaces what it may touch
     * @param startMs race time at which the tick starts; it ends 10 ms later
     */
    void tick(CarState car, CarInputs inputs, SurfaceMesh surfaces, int startMs);
}
