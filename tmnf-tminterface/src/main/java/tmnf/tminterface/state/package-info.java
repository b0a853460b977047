/**
 * The simulation state that TMInterface hands out and takes back, as views over its bytes: {@link
 * tmnf.tminterface.state.SimStateData} and what it contains, the values of analog inputs and the game's
 * conversion of rotations. Nothing is copied until it is asked for, and setters write in place. Views may be
 * read by several threads while nobody writes. Non-null is the default everywhere.
 */
package tmnf.tminterface.state;
