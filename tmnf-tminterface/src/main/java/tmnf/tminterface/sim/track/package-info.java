/** What a race takes place on: surfaces, gates and start, from challenges, replays and reference lines. */
package tmnf.tminterface.sim.track;
