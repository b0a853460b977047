/**
 * The observation: what a driver is told about the car and the road, as one vector of floats. The layout
 * names every number of it, zones say where on the track the car is, actions are the key combinations it
 * may press. Metres, seconds, and the game's axes: x and z span the ground, y points up; in the car's frame
 * x points to the side, y up and z forward. Non-null is the default everywhere.
 */
package tmnf.tminterface.observation;
