package tmnf.tminterface.sim.game;

import java.io.IOException;

import tmnf.tminterface.link.WireAcceptor;

/** How a game starts to listen; again after each crash. */
@FunctionalInterface
public interface Listening {

    /**
     * Listens.
     *
     * @throws IOException if the port is taken
     */
    WireAcceptor listen() throws IOException;
}
