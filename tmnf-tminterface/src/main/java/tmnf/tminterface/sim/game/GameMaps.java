package tmnf.tminterface.sim.game;

import java.io.IOException;
import java.util.Optional;

import tmnf.tminterface.sim.console.LoadedScript;

/** Where the command {@code map} finds challenges. */
@FunctionalInterface
public interface GameMaps {

    /**
     * Finds and reads a challenge.
     *
     * @param name as in the command, a path below {@code Tracks/Challenges} with either kind of slash
     * @throws IOException if there is none, or it can not be driven on; the message is for the log
     */
    GameMap find(String name) throws IOException;

    /**
     * The inputs of the replay that counts as validated, which the command {@code replay} injects.
     *
     * @param untilMs later ones are left out
     * @return empty if there is no such replay
     */
    default Optional<LoadedScript> validated(long untilMs) {
        return Optional.empty();
    }
}
