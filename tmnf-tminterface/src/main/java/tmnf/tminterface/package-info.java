/**
 * Clients of TMInterface, simulation states, input scripts, the float observation and the simulated game. The
 * module holds no code yet: this package marks its place in the graph of modules, where it may use {@code
 * tmnf.gbx} only. Non-null is the default everywhere.
 */
package tmnf.tminterface;
