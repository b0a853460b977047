package tmnf.tminterface.sim.game;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import tmnf.tminterface.link.Connector;
import tmnf.tminterface.link.Wire;
import tmnf.tminterface.link.WireAcceptor;

/** One port on a machine without a network, in virtual time. */
public final class VirtualNetwork implements Connector, Listening {

    private static final int ROOM = 1 << 15;

    private final VirtualTime time;
    private Port port; // null: nobody listens
    private int connections;

    public VirtualNetwork(VirtualTime time) {
        this.time = time;
    }

    public int connections() {
        return connections;
    }

    @Override
    public WireAcceptor listen() throws IOException {
        if (port != null) {
            throw new BindException("the port is taken");
        }
        port = new Port();
        return port;
    }

    @Override
    public Wire connect(InetSocketAddress address, long waitNanos) throws IOException {
        if (port == null) {
            throw new ConnectException("Connection refused");
        }
        connections++;
        Pipe up = new Pipe();
        Pipe down = new Pipe();
        port.backlog.add(new End(up, down));
        return new End(down, up);
    }

    /** Where a game listens. */
    private final class Port implements WireAcceptor {
        private final Deque<End> backlog = new ArrayDeque<>();

        @Override
        public Optional<Wire> accept() {
            return Optional.ofNullable(backlog.poll());
        }

        @Override
        public void close() {
            backlog.forEach(End::close);
            port = port == this ? null : port;
        }
    }

    /** Bytes on their way. */
    private static final class Pipe {
        private final byte[] bytes = new byte[ROOM];
        private int start;
        private int size;
        private boolean closed;

        private int take(ByteBuffer target) {
            int count = Math.min(size, target.remaining());
            for (int i = 0; i < count; i++) {
                target.put(bytes[start]);
                start = (start + 1) % ROOM;
            }
            size -= count;
            return count;
        }

        private int put(ByteBuffer source) {
            int count = Math.min(ROOM - size, source.remaining());
            for (int i = 0; i < count; i++) {
                bytes[(start + size + i) % ROOM] = source.get();
            }
            size += count;
            return count;
        }
    }

    /** One end of a connection. */
    private final class End implements Wire {
        private final Pipe in;
        private final Pipe out;

        private End(Pipe in, Pipe out) {
            this.in = in;
            this.out = out;
        }

        @Override
        public int read(ByteBuffer target, long waitNanos) {
            if (in.size == 0 && !in.closed && waitNanos > 0) {
                time.waitFor(() -> in.size > 0 || in.closed, waitNanos);
            }
            return in.size == 0 && in.closed ? -1 : in.take(target);
        }

        @Override
        public int write(ByteBuffer source, long waitNanos) throws IOException {
            if (out.size == ROOM && !out.closed && waitNanos > 0) {
                time.waitFor(() -> out.size < ROOM || out.closed, waitNanos);
            }
            if (out.closed) {
                throw new EOFException("Connection reset by peer");
            }
            return out.put(source);
        }

        @Override
        public void close() {
            in.closed = true;
            out.closed = true;
        }
    }
}
