package tmnf.tminterface.sim.game;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.link.Wire;
import tmnf.tminterface.link.WireAcceptor;
import tmnf.tminterface.protocol.ServerMessage;

/**
 * Connections on which the faults of messages happen. A message begins with the first write after the game
 * said that it sends one; a reply with the first write after something was read.
 */
final class FaultySockets implements WireAcceptor {

    private final WireAcceptor acceptor;
    private final FaultInjector faults;
    private final LinkTime time;
    private long bytesHeard;

    FaultySockets(WireAcceptor acceptor, FaultInjector faults, LinkTime time) {
        this.acceptor = acceptor;
        this.faults = faults;
        this.time = time;
    }

    /** Bytes that clients have sent up to now. */
    long bytesHeard() {
        return bytesHeard;
    }

    @Override
    public Optional<Wire> accept() throws IOException {
        return acceptor.accept().map(FaultyWire::new);
    }

    @Override
    public void close() {
        acceptor.close();
    }

    /** One of them. */
    private final class FaultyWire implements Wire {

        private final Wire wire;
        private boolean fresh = true;
        private boolean heard;
        private boolean ended;

        private FaultyWire(Wire wire) {
            this.wire = wire;
        }

        @Override
        public int read(ByteBuffer target, long waitNanos) throws IOException {
            requireOpen();
            int count = wire.read(target, waitNanos);
            heard |= count > 0;
            bytesHeard += Math.max(0, count);
            return count;
        }

        @Override
        public int write(ByteBuffer source, long waitNanos) throws IOException {
            requireOpen();
            Optional<FaultMessage> begun = begun(source);
            if (begun.isPresent()) {
                begin(begun.get(), source, waitNanos);
            }
            return wire.write(source, waitNanos);
        }

        @Override
        public void close() {
            ended = true;
            wire.close();
        }

        private Optional<FaultMessage> begun(ByteBuffer source) {
            boolean reply = heard;
            heard = false;
            if (fresh) {
                fresh = false;
                faults.newClient();
                return Optional.of(FaultMessage.CONNECT);
            }
            Optional<FaultMessage> announced = faults.takeNext();
            if (announced.isPresent()) {
                return announced;
            }
            if (isHeartbeat(source)) {
                return Optional.of(FaultMessage.HEARTBEAT);
            }
            return reply ? Optional.of(FaultMessage.REPLY) : Optional.empty();
        }

        private boolean isHeartbeat(ByteBuffer source) {
            return source.remaining() >= Integer.BYTES && source.duplicate().order(ByteOrder.LITTLE_ENDIAN)
                    .getInt(source.position()) == ServerMessage.Kind.HEARTBEAT.id();
        }

        private void begin(FaultMessage message, ByteBuffer source, long waitNanos) throws IOException {
            long late = faults.slowNanos(message);
            if (late > 0) {
                pause(late);
            }
            if (faults.cuts(message)) {
                ByteBuffer half = source.duplicate();
                half.limit(half.position() + half.remaining() / 2);
                wire.write(half, waitNanos);
                end("cut in the middle of " + message.word());
            }
            if (faults.disconnects(message)) {
                end("disconnected before " + message.word());
            }
        }

        private void pause(long nanos) throws InterruptedIOException {
            try {
                time.sleep(nanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                InterruptedIOException interrupted = new InterruptedIOException("interrupted while late");
                interrupted.initCause(e);
                throw interrupted;
            }
        }

        private void end(String how) throws IOException {
            close();
            throw new IOException("fault: " + how);
        }

        private void requireOpen() throws IOException {
            if (ended) {
                throw new IOException("fault: the connection has ended");
            }
        }
    }
}
