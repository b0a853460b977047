package tmnf.tminterface.link;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Makes connections to a game. */
@FunctionalInterface
public interface Connector {

    /** TCP. */
    Connector TCP = SocketWire::connect;

    /**
     * Tries once to connect, for at most so long.
     *
     * @throws IOException if nobody answers there, or not in time
     */
    Wire connect(InetSocketAddress address, long waitNanos) throws IOException;
}
