package tmnf.tminterface.sim.game;

import java.util.Optional;

import tmnf.tminterface.protocol.ServerReply;
import tmnf.tminterface.sim.console.LoadedScript;
import tmnf.tminterface.sim.race.Race;

/** A challenge that a game has found. Immutable; games may share it. */
public interface GameMap {

    /** What a plugin sees of it. */
    ServerReply.Challenge challenge();

    /** Whether a clip of its own runs before the race unless forced cameras are disabled. */
    boolean hasIntro();

    /**
     * The same challenge as it suits a script: where cars follow one of several ghosts, that one whose inputs
     * the script is most like.
     *
     * @param script empty for none
     */
    default GameMap suiting(Optional<LoadedScript> script) {
        return this;
    }

    /** A new race on it, which stands at its first run step. */
    Race newRace();

    /** What keeps a race of {@link #newRace} if it is a driver's best one; empty if nobody keeps it. */
    default Optional<BestRaceKeeper> newKeeper(Race race) {
        return Optional.empty();
    }

    /** What draws its races; confined to one thread. */
    FramePainter newPainter();
}
