/**
 * Starting, finding, attaching to and ending games, and the places where a game and its plugins are.
 * Processes are told apart by their handles, never by their names alone, and only those that this program
 * started are ever ended. Nothing here reads the environment: callers bring paths and names. Every wait has
 * a deadline and a named cause. Non-null is the default everywhere.
 */
package tmnf.tminterface.launch;
