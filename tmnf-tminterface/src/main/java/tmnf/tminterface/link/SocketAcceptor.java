package tmnf.tminterface.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** Listens on a TCP port. */
public final class SocketAcceptor implements WireAcceptor {

    private final ServerSocketChannel channel;
    private final int port;

    private SocketAcceptor(ServerSocketChannel channel, int port) {
        this.channel = channel;
        this.port = port;
    }

    /**
     * Listens.
     *
     * @param address port 0 takes one that is free
     * @throws java.net.BindException if the port is taken, or the address is not of this machine
     */
    public static SocketAcceptor listen(InetSocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.bind(address);
            return new SocketAcceptor(channel, ((InetSocketAddress) channel.getLocalAddress()).getPort());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    @Override
    public Optional<Wire> accept() throws IOException {
        SocketChannel accepted = channel.accept();
        return accepted == null ? Optional.empty() : Optional.of(new SocketWire(accepted));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nobody can connect any more either way.
            return;
        }
    }
}
