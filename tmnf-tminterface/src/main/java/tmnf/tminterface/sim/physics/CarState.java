package tmnf.tminterface.sim.physics;

/** Everything about a car in one moment: section 2 of the physics note. */
public final class CarState {
}
