package tmnf.tminterface.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Stands between another client and the game: passes every byte on, both ways, and shows it to a tap. One
 * client at a time; another waits until the first has gone, unlike with the game itself. The buffers are
 * bounded: who does not read is not read from. Confined to one thread.
 */
public final class RecordingProxy implements AutoCloseable {

    private static final int SLICE_MILLIS = 200;
    private static final long CONNECT_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int BUFFER_BYTES = 1 << 16;

    private final ServerSocketChannel listener;
    private final InetSocketAddress game;
    private final LinkTap tap;
    private int clients;

    private RecordingProxy(ServerSocketChannel listener, InetSocketAddress game, LinkTap tap) {
        this.listener = listener;
        this.game = game;
        this.tap = tap;
    }

    /**
     * Listens.
     *
     * @param address port 0 takes one that is free
     * @throws java.net.BindException if the port is taken
     */
    public static RecordingProxy listen(InetSocketAddress address, InetSocketAddress game, LinkTap tap)
            throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.configureBlocking(false);
            listener.bind(address);
            return new RecordingProxy(listener, Objects.requireNonNull(game, "game"),
                    Objects.requireNonNull(tap, "tap"));
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    /** The port that it listens on. */
    public int port() throws IOException {
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    /** Clients so far. */
    public int clients() {
        return clients;
    }

    /**
     * Serves clients, one after the other.
     *
     * @param stop asked several times a second; true ends it
     * @throws GameUnreachableException if a client came and the game does not answer
     */
    public void run(LinkTime time, Duration duration, BooleanSupplier stop) throws IOException {
        long ends = time.nanos() + duration.toNanos();
        BooleanSupplier over = () -> stop.getAsBoolean() || ends - time.nanos() <= 0;
        try (Selector selector = Selector.open()) {
            listener.register(selector, SelectionKey.OP_ACCEPT);
            while (!over.getAsBoolean()) {
                selector.select(SLICE_MILLIS);
                selector.selectedKeys().clear();
                try (SocketChannel client = listener.accept()) {
                    if (client != null) {
                        clients++;
                        serve(client, over);
                    }
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve(SocketChannel client, BooleanSupplier over) throws IOException {
        try (SocketChannel server = connect(); Selector selector = Selector.open()) {
            tap.connected();
            for (SocketChannel channel : new SocketChannel[] {client, server}) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            Pipe toGame = new Pipe(client, server, tap::sent);
            Pipe fromGame = new Pipe(server, client, tap::received);
            SelectionKey clientKey = client.register(selector, 0);
            SelectionKey serverKey = server.register(selector, 0);
            while (!over.getAsBoolean() && !toGame.isOver() && !fromGame.isOver()) {
                clientKey.interestOps(toGame.readInterest() | fromGame.writeInterest());
                serverKey.interestOps(fromGame.readInterest() | toGame.writeInterest());
                selector.select(SLICE_MILLIS);
                selector.selectedKeys().clear();
                toGame.pump();
                fromGame.pump();
            }
        }
    }

    private SocketChannel connect() throws GameUnreachableException {
        try {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.socket().connect(game, (int) (CONNECT_NANOS / 1_000_000));
                return channel;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            GameUnreachableException unreachable = new GameUnreachableException("a client came, but no game"
                    + " answers on "
                    + game.getHostString() + ":" + game.getPort() + " (" + e.getMessage()
                    + "). Start the game first, with its plugin on that port.",
                    Duration.ofNanos(CONNECT_NANOS), 1);
            unreachable.initCause(e);
            throw unreachable;
        }
    }

    /** One direction. */
    private static final class Pipe {

        private final SocketChannel source;
        private final SocketChannel target;
        private final Consumer<ByteBuffer> seen;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
        private boolean ended;
        private boolean broken;

        Pipe(SocketChannel source, SocketChannel target, Consumer<ByteBuffer> seen) {
            this.source = source;
            this.target = target;
            this.seen = seen;
        }

        int readInterest() {
            return !ended && !buffer.hasRemaining() ? SelectionKey.OP_READ : 0;
        }

        int writeInterest() {
            return buffer.hasRemaining() ? SelectionKey.OP_WRITE : 0;
        }

        boolean isOver() {
            return broken || ended && !buffer.hasRemaining();
        }

        void pump() {
            try {
                if (!buffer.hasRemaining() && !ended) {
                    buffer.clear();
                    try {
                        ended = source.read(buffer) < 0;
                    } finally {
                        buffer.flip();
                    }
                    if (buffer.hasRemaining()) {
                        seen.accept(buffer.duplicate());
                    }
                }
                if (buffer.hasRemaining()) {
                    target.write(buffer);
                }
            } catch (IOException e) {
                // Either side is gone: the other one is told by the end of its connection.
                broken = true;
            }
        }
    }
}
