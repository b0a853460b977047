/**
 * A race: a car on a track with its inputs, clock, checkpoints, laps, respawns and finish, which can be saved
 * and set back; and the engine that follows a ghost. Times are race times in ms unless said otherwise.
 */
package tmnf.tminterface.sim.race;
