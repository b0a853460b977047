package tmnf.tminterface.sim.game;

import tmnf.tminterface.protocol.ServerReply;
import tmnf.tminterface.sim.race.Race;

/** A challenge that a game has found. Immutable; games may share it. */
public interface GameMap {

    /** What a plugin sees of it. */
    ServerReply.Challenge challenge();

    /** Whether a clip of its own runs before the race unless forced cameras are disabled. */
    boolean hasIntro();

    /** A new race on it, which stands at its first run step. */
    Race newRace();

    /** What draws its races; confined to one thread. */
    FramePainter newPainter();
}
