package tmnf.capture.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.GameSettings;
import tmnf.tminterface.sim.game.SimulatedGame;
import tmnf.tminterface.sim.game.SimulatedGames;
import tmnf.tminterface.sim.game.TrackMaps;

/** A simulated game in a process of its own, in the place of the real one. Runs until it is ended. */
final class StandInSim {

    private StandInSim() {
    }

    public static void main(String[] args) throws IOException {
        SimulatedGames games = SimulatedGames.start(Integer.parseInt(args[0]), 1,
                instance -> new SimulatedGame.Setup(new TrackMaps(Optional.empty(), line -> { }),
                        Path.of("."), Optional.empty(), GameSettings.DEFAULTS, FaultPlan.NONE, 0,
                        Optional.empty()), (instance, line) -> { });
        Runtime.getRuntime().addShutdownHook(new Thread(games::close));
    }
}
