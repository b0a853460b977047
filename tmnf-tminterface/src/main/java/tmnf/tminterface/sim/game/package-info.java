/**
 * The simulated game: {@link tmnf.tminterface.sim.game.SimulatedGame} has the phases of the real one and its
 * two servers, on one thread; {@link tmnf.tminterface.sim.game.SimulatedGames} runs several. Wall time comes
 * from one {@link tmnf.tminterface.link.LinkTime}; what goes wrong from a {@link
 * tmnf.tminterface.sim.game.FaultPlan}. Non-null is the default everywhere.
 */
package tmnf.tminterface.sim.game;
