package tmnf.tminterface.link;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * TCP without blocking calls: each wait is that of a selector, so that writes have deadlines too. Before
 * a reader goes to sleep it looks again and again for a moment: game and client mostly answer each other in
 * microseconds, and to be woken up costs more than that, most of all on an idle machine.
 */
final class SocketWire implements Wire {

    /** As long as the two wake-ups take that it saves; what takes longer costs this much of a core, once. */
    private static final long LOOKING_NANOS = 50_000;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    /** Takes the channel over. */
    SocketWire(SocketChannel channel) throws IOException {
        this.channel = channel;
        Selector opened = null;
        try {
            channel.configureBlocking(false);
            // A game waits for each of our messages: none may linger to be joined with the next.
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            opened = Selector.open();
            key = channel.register(opened, 0);
        } catch (IOException e) {
            channel.close();
            if (opened != null) {
                opened.close();
            }
            throw e;
        }
        selector = opened;
    }

    static Wire connect(InetSocketAddress address, long waitNanos) throws IOException {
        requireNoInterrupt();
        SocketChannel channel = SocketChannel.open();
        SocketWire wire = new SocketWire(channel);
        try {
            if (!channel.connect(address)) {
                wire.select(SelectionKey.OP_CONNECT, waitNanos);
                if (!channel.finishConnect()) {
                    throw new SocketTimeoutException("no answer within "
                            + TimeUnit.NANOSECONDS.toMillis(waitNanos) + " ms");
                }
            }
            return wire;
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer target, long waitNanos) throws IOException {
        requireNoInterrupt();
        int count = channel.read(target);
        if (count != 0 || waitNanos <= 0 || !target.hasRemaining()) {
            return count;
        }
        long looking = Math.min(waitNanos, LOOKING_NANOS);
        long began = System.nanoTime();
        while (System.nanoTime() - began < looking) {
            Thread.yield(); // with a single core, the other side can only answer now
            count = channel.read(target);
            if (count != 0) {
                return count;
            }
        }
        if (waitNanos <= looking) {
            return 0;
        }
        select(SelectionKey.OP_READ, waitNanos - looking);
        return channel.read(target);
    }

    @Override
    public int write(ByteBuffer source, long waitNanos) throws IOException {
        requireNoInterrupt();
        int count = channel.write(source);
        if (count != 0 || waitNanos <= 0 || !source.hasRemaining()) {
            return count;
        }
        select(SelectionKey.OP_WRITE, waitNanos);
        return channel.write(source);
    }

    @Override
    public void close() {
        try (selector; channel) {
            key.cancel();
        } catch (IOException e) {
            // The connection is over either way, and there is nobody who could do anything about it.
            return;
        }
    }

    private void select(int operation, long waitNanos) throws IOException {
        key.interestOps(operation);
        // Up to the next millisecond, so that a wait is never shorter than it was asked for; 0 means for
        // ever.
        selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNanos + 999_999)));
        selector.selectedKeys().clear();
        requireNoInterrupt();
    }

    /** A channel used by an interrupted thread closes itself. */
    private static void requireNoInterrupt() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while talking with the game");
        }
    }
}
