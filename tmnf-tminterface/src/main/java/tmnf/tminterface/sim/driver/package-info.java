/**
 * A scripted driver with adjustable skill, the recorder that makes a replay of a race, and the search for the
 * driver's best parameters.
 */
package tmnf.tminterface.sim.driver;
