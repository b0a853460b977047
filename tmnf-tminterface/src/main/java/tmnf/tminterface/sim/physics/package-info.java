/** The car: what it is in one moment, and what a tick of 10 ms makes of it. Metres, seconds, y up. */
package tmnf.tminterface.sim.physics;
