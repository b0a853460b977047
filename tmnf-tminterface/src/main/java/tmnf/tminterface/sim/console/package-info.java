/**
 * The console of the simulated game: {@link tmnf.tminterface.sim.console.Console} queues lines and
 * executes them frame by frame, {@link tmnf.tminterface.sim.console.ConsoleVariables} has what {@code set}
 * changes, and {@link tmnf.tminterface.sim.console.LoadedScript} is what {@code load} reads. What a command
 * does to the game is behind {@link tmnf.tminterface.sim.console.ConsoleActions}. Mistakes of the user are
 * lines in a log, never exceptions, as in the real console. Non-null is the default everywhere.
 */
package tmnf.tminterface.sim.console;
