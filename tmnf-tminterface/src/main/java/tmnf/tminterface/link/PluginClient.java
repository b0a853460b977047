package tmnf.tminterface.link;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.Codec;
import tmnf.tminterface.protocol.Dialect;
import tmnf.tminterface.protocol.ProtocolException;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/**
 * The connection of one client, as a plugin sees it: a lost peer is no error, there are just no more bytes.
 */
final class PluginClient {

    private final Wire wire;
    private final LinkTime time;
    private final PluginServerSettings settings;
    private final Inbox inbox = new Inbox();
    private ByteBuffer out = ByteBuffer.allocateDirect(1 << 14).order(ByteOrder.LITTLE_ENDIAN);
    private boolean gone;

    PluginClient(Wire wire, LinkTime time, PluginServerSettings settings) {
        this.wire = wire;
        this.time = time;
        this.settings = settings;
    }

    /** Bytes that the next message takes, as far as it can be told. */
    int needed(Dialect dialect) throws ProtocolException {
        return Codec.clientMessageLength(inbox.unread(), dialect);
    }

    int available() {
        return inbox.unread().remaining();
    }

    ClientMessage take(Dialect dialect) throws ProtocolException {
        return Codec.decodeClientMessage(inbox.unread(), dialect);
    }

    /** Whether the other side has gone; nothing comes any more. */
    boolean isGone() {
        return gone;
    }

    /** Reads once, or sleeps when nothing can come any more. */
    void fill(int needed, long waitNanos) throws InterruptedIOException {
        try {
            if (!gone) {
                gone = inbox.fill(wire, needed, waitNanos) < 0;
            } else if (waitNanos > 0) {
                time.sleep(waitNanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted in a turn");
            interrupted.initCause(e);
            throw interrupted;
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            gone = true;
        }
    }

    /** Sends a message of the game; false if the client takes nothing. */
    boolean send(ServerMessage message) throws InterruptedIOException {
        prepare(Codec.length(message));
        Codec.encode(message, out);
        return write(switch (message.kind()) {
            case CONNECTED, FRAME -> 1;
            case RUN_STEP -> 2;
            case CHECKPOINT_COUNT, LAP_COUNT -> 3;
            case HEARTBEAT -> 4;
            case STEP_EX -> 5;
            case FRAME_EX -> 7;
        });
    }

    /** Sends a reply; false if the client takes nothing. */
    boolean send(ServerReply reply) throws InterruptedIOException {
        prepare(Codec.length(reply));
        Codec.encode(reply, out);
        return write(reply instanceof ServerReply.Probe ? 3 : 1);
    }

    /** Sends a frame of the original plugin, whose pixels need not be as many as were asked for. */
    boolean sendFrame(ByteBuffer pixels) throws InterruptedIOException {
        prepare(Integer.BYTES + pixels.remaining());
        out.putInt(ServerMessage.Kind.FRAME.id()).put(pixels.duplicate());
        return write(1);
    }

    void close() {
        wire.close();
    }

    private void prepare(int length) {
        if (out.capacity() < length) {
            out = ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN);
        }
        out.clear();
    }

    /** The first so many numbers may go out by themselves. */
    private boolean write(int numbers) throws InterruptedIOException {
        out.flip();
        int end = out.limit();
        for (int i = 0; settings.separateWrites() && i < numbers && out.position() < end; i++) {
            out.limit(Math.min(end, out.position() + Integer.BYTES));
            if (!drain(settings.writeTime())) {
                return false;
            }
        }
        out.limit(end);
        return drain(settings.writeTime());
    }

    private boolean drain(Duration limit) throws InterruptedIOException {
        long deadline = time.nanos() + limit.toNanos();
        try {
            while (out.hasRemaining() && !gone) {
                long wait = Math.max(0, deadline - time.nanos());
                if (wire.write(out, wait) == 0 && deadline - time.nanos() <= 0) {
                    return false;
                }
            }
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            gone = true;
        }
        return true;
    }
}
