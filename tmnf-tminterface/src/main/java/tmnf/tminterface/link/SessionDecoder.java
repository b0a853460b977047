package tmnf.tminterface.link;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Set;

import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.Codec;
import tmnf.tminterface.protocol.Dialect;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.ProtocolException;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/**
 * Reads both directions of a session, in the order in which the client sent and received, and tells a
 * listener the messages and the rules that were broken. Bytes may come in any pieces. Confined to one thread.
 */
public final class SessionDecoder {

    private final SessionListener listener;
    private final Half fromGame = new Half();
    private final Half toGame = new Half();
    private final Deque<Kind> outstanding = new ArrayDeque<>();
    private ServerMessage.Kind turn; // null: none is open
    private FrameSize requested = FrameSize.NONE;
    private Set<Capability> features = Set.of();
    private boolean raw;

    /** A decoder before the first connection. */
    public SessionDecoder(SessionListener listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /** A new connection begins; what is left of the old one was never understood. */
    public void connected(long micros) {
        finish(micros);
        outstanding.clear();
        turn = null;
        requested = FrameSize.NONE;
        features = Set.of();
        raw = false;
        listener.connected(micros);
    }

    /** The client sent these bytes. */
    public void sent(long micros, ByteBuffer bytes) {
        feed(micros, false, bytes);
    }

    /** The client received these bytes. */
    public void received(long micros, ByteBuffer bytes) {
        feed(micros, true, bytes);
    }

    /** Nothing more comes. */
    public void finish(long micros) {
        for (Half half : new Half[] {toGame, fromGame}) {
            if (half.bytes.hasRemaining()) {
                listener.raw(micros, half == fromGame, half.bytes);
                half.clear();
            }
        }
    }

    private void feed(long micros, boolean game, ByteBuffer bytes) {
        if (raw) {
            listener.raw(micros, game, bytes);
            return;
        }
        Half half = game ? fromGame : toGame;
        half.add(bytes);
        try {
            while (half.bytes.hasRemaining() && (game ? takeFromGame(micros) : takeFromClient(micros))) {
                // the next one
                continue;
            }
        } catch (ProtocolException e) {
            raw = true;
            listener.violated(micros, "cannot be read: " + e.getMessage());
            finish(micros);
        }
    }

    private boolean takeFromGame(long micros) throws ProtocolException {
        ByteBuffer in = fromGame.bytes;
        Kind query = outstanding.peek();
        int needed = query == null ? Codec.serverMessageLength(in, requested) : Codec.replyLength(query, in);
        if (in.remaining() < needed) {
            return false;
        }
        ByteBuffer bytes = in.slice(in.position(), needed);
        if (query == null) {
            ServerMessage message = Codec.decodeServerMessage(in, requested);
            if (turn != null) {
                listener.violated(micros, message.kind().protocolName() + " came although "
                        + turn.protocolName() + " was not acknowledged");
            }
            turn = message.kind();
            listener.opened(micros, message, bytes);
        } else {
            ServerReply reply = Codec.decodeReply(query, in);
            answered(query, reply);
            listener.answered(micros, reply, bytes);
        }
        return true;
    }

    private void answered(Kind query, ServerReply reply) {
        outstanding.remove();
        if (query == Kind.PROBE && reply instanceof ServerReply.Flag) {
            // The original plugin does not answer the probe: this is the reply to the question behind it.
            outstanding.poll();
        } else if (reply instanceof ServerReply.Enabled enabled) {
            features = Capability.ofBits(enabled.features());
        }
    }

    private boolean takeFromClient(long micros) throws ProtocolException {
        ByteBuffer in = toGame.bytes;
        Dialect dialect = features.isEmpty() ? Dialect.OFFERED : Dialect.ENABLED;
        int needed = Codec.clientMessageLength(in, dialect);
        if (in.remaining() < needed) {
            return false;
        }
        ByteBuffer bytes = in.slice(in.position(), needed);
        ClientMessage message = Codec.decodeClientMessage(in, dialect);
        check(micros, message);
        if (message.kind().isQuery()) {
            outstanding.add(message.kind());
        } else if (message instanceof ClientMessage.RequestFrame request) {
            requested = new FrameSize(request.width(), request.height());
        } else if (message.kind() == Kind.UNREQUEST_FRAME || message.kind() == Kind.REQUEST_FRAME_EX) {
            requested = FrameSize.NONE;
        }
        listener.said(micros, message, bytes);
        return true;
    }

    private void check(long micros, ClientMessage message) {
        if (message instanceof ClientMessage.Unknown unknown && turn != null && unknown.id() == turn.id()) {
            // The client has switched our additions off in a turn that one of them opened; it ends as any.
            acknowledged(micros);
            return;
        }
        if (message instanceof ClientMessage.Unknown unknown) {
            listener.violated(micros, "the client sent the unknown message " + unknown.id());
        }
        if (turn == null) {
            // The farewell may come at any time, and a plugin that polls reads everything.
            if (message.kind() != Kind.SHUTDOWN && !features.contains(Capability.POLLING)) {
                listener.violated(micros, message + " was sent outside a turn");
            }
        } else if (message instanceof ClientMessage.Ack ack) {
            if (ack.of() != turn) {
                listener.violated(micros, ack + " was sent in the turn of " + turn.protocolName());
                return;
            }
            acknowledged(micros);
        }
    }

    private void acknowledged(long micros) {
        if (!outstanding.isEmpty()) {
            listener.violated(micros, turn.protocolName() + " was acknowledged before the reply to "
                    + outstanding.peek().protocolName());
        }
        turn = null;
    }

    /** What has come in one direction and was not yet understood. */
    private static final class Half {

        private ByteBuffer bytes = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN).limit(0);

        void add(ByteBuffer more) {
            if (bytes.capacity() - bytes.limit() < more.remaining()) {
                int needed = bytes.remaining() + more.remaining();
                ByteBuffer grown = needed <= bytes.capacity() ? bytes
                        : ByteBuffer.allocate(Math.max(needed,
                        2 * bytes.capacity())).order(ByteOrder.LITTLE_ENDIAN);
                bytes = grown == bytes ? bytes.compact().flip() : grown.put(bytes).flip();
            }
            int start = bytes.position();
            bytes.position(bytes.limit()).limit(bytes.limit() + more.remaining());
            bytes.put(more.duplicate()).position(start);
        }

        void clear() {
            bytes.position(0).limit(0);
        }
    }
}
