/**
 * What a race takes place on: surfaces, gates and start, from challenges, replays and reference lines, built
 * in or drawn at random.
 */
package tmnf.tminterface.sim.track;
