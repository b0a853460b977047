package tmnf.tminterface.link;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.Codec;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.GameLinkException;
import tmnf.tminterface.protocol.ProtocolException;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/**
 * One connection: messages in, messages out, each with a deadline. What a deadline cuts is kept and goes on
 * with the next call. Knows nothing of turns. Traces each message, {@code ->} to the game and {@code <-} from
 * it, for those who look into a game that does something else.
 */
final class LinkConnection {

    private static final Logger LOG = LoggerFactory.getLogger(LinkConnection.class);

    private final Wire wire;
    private final LinkTime time;
    private final LinkTap tap;
    private final Inbox inbox = new Inbox();
    private final Outbox outbox = new Outbox();
    private ServerMessage last; // null: none came yet
    private String awaited = GameLinkException.NOTHING;
    private long awaitedSince;
    private long emptyAt;
    private long firstByteAt;

    LinkConnection(Wire wire, LinkTime time, LinkTap tap) {
        this.wire = wire;
        this.time = time;
        this.tap = tap;
        this.awaitedSince = time.nanos();
        this.emptyAt = awaitedSince;
    }

    /** Puts a message behind those that are still to be sent. */
    void queue(ClientMessage message) throws GameTimeoutException {
        if (!outbox.add(message)) {
            throw new GameTimeoutException("the game takes nothing: too much waits to be sent already, so "
                    + message.kind().protocolName() + " was not added. Reconnect.", awaited, waited(),
                    lastText());
        }
        LOG.trace("-> {}", message);
    }

    /** Sends what is queued. */
    void flush(Duration limit) throws IOException {
        await("room for what is sent");
        flush(time.nanos() + limit.toNanos(), limit);
    }

    private void flush(long deadline, Duration limit) throws IOException {
        if (outbox.isEmpty()) {
            return;
        }
        while (!outbox.isEmpty()) {
            long wait = Math.max(0, deadline - time.nanos());
            int count = write(wait);
            if (count == 0 && deadline - time.nanos() <= 0) {
                throw new GameTimeoutException("the game did not take what was sent within " + text(limit)
                        + "; its last message was " + lastText() + ". It hangs, or another client has taken"
                        + " the connection over; reconnect.", awaited, waited(), lastText());
            }
        }
        emptyAt = time.nanos();
    }

    /** The next message of the game. A frame in it is valid until the next frame. */
    ServerMessage message(String what, FrameSize requested, Duration limit) throws IOException {
        await(what);
        long deadline = time.nanos() + limit.toNanos();
        flush(deadline, limit);
        int needed = named(() -> Codec.serverMessageLength(inbox.unread(), requested));
        while (inbox.unread().remaining() < needed) {
            if (!fill(needed, deadline)) {
                throw timeout(limit, needed, "Outside races the game is silent: load a map, or reconnect.");
            }
            needed = named(() -> Codec.serverMessageLength(inbox.unread(), requested));
        }
        ServerMessage message = named(() -> Codec.decodeServerMessage(inbox.unread(), requested));
        if (message instanceof ServerMessage.Frame || message instanceof ServerMessage.FrameEx) {
            inbox.keepWhatWasTaken();
        }
        last = message;
        LOG.trace("<- {}", message);
        return message;
    }

    /** The reply to a query that was queued. */
    ServerReply reply(ClientMessage.Kind query, Duration limit) throws IOException {
        await("reply to " + query.protocolName());
        long deadline = time.nanos() + limit.toNanos();
        flush(deadline, limit);
        int needed = named(() -> Codec.replyLength(query, inbox.unread()));
        while (inbox.unread().remaining() < needed) {
            if (!fill(needed, deadline)) {
                throw timeout(limit, needed, "Make the same call again to go on waiting, or reconnect.");
            }
            needed = named(() -> Codec.replyLength(query, inbox.unread()));
        }
        ServerReply reply = named(() -> Codec.decodeReply(query, inbox.unread()));
        LOG.trace("<- {}", reply);
        return reply;
    }

    /** Whether bytes are there that nobody waits for; looks, without waiting. */
    boolean hasUnread() throws IOException {
        await("silence, for the game stands still in our turn");
        return inbox.unread().hasRemaining() || fill(1, time.nanos());
    }

    /**
     * When the message that came last was on its way at the earliest: its first byte came while we were
     * waiting, or at some time after we last saw that nothing was there.
     */
    long firstByteAt() {
        return firstByteAt;
    }

    String lastText() {
        return last == null ? GameLinkException.NOTHING : last.toString();
    }

    /** Says farewell if that is possible at once, listens that long for an answer, and disconnects. */
    void close(boolean politely, Duration listening) {
        try {
            if (politely && outbox.add(new ClientMessage.Call(ClientMessage.Kind.SHUTDOWN))) {
                write(0);
                // Unread bytes would turn the end into a reset, which may overtake the farewell.
                read(1, listening.toNanos());
            }
        } catch (IOException e) {
            // The farewell only spares the game a wait; it notices the end without it.
            return;
        } finally {
            wire.close();
        }
    }

    private boolean fill(int needed, long deadline) throws IOException {
        while (true) {
            boolean empty = !inbox.unread().hasRemaining();
            int count = read(needed, 0);
            if (count > 0) {
                firstByteAt = empty ? emptyAt : firstByteAt;
                return true;
            }
            emptyAt = empty ? time.nanos() : emptyAt;
            long wait = deadline - time.nanos();
            if (wait <= 0) {
                return false;
            }
            if (read(needed, wait) > 0) {
                firstByteAt = empty ? time.nanos() : firstByteAt;
                return true;
            }
        }
    }

    private int read(int needed, long waitNanos) throws IOException {
        int count;
        try {
            count = inbox.fill(wire, needed, waitNanos);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw closed(e);
        }
        if (count < 0) {
            throw closed(null);
        }
        if (count > 0) {
            tap.received(inbox.lastRead(count));
        }
        return count;
    }

    private int write(long waitNanos) throws IOException {
        try {
            return outbox.drain(wire, tap, waitNanos);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw closed(e);
        }
    }

    private void await(String what) {
        awaited = what;
        awaitedSince = time.nanos();
    }

    private Duration waited() {
        return Duration.ofNanos(time.nanos() - awaitedSince);
    }

    private GameTimeoutException timeout(Duration limit, int needed, String advice) {
        int there = inbox.unread().remaining();
        return new GameTimeoutException("waited " + text(limit) + " for " + awaited + (there == 0 ? ""
                : ", of which " + there + " of at least " + needed + " bytes came") + "; the last message"
                + " was "
                + lastText() + ". " + advice, awaited, waited(), lastText());
    }

    /** Null as cause: the stream just ended. */
    private GameClosedException closed(IOException cause) {
        GameClosedException closed = new GameClosedException("the connection to the game ended"
                + (cause == null ? "" : " (" + cause.getMessage() + ")") + " while waiting for " + awaited
                + "; the last message was " + lastText() + ". The game or its plugin has gone, or dropped"
                + " us because an acknowledgement came too late, or took another client;"
                + " reconnect.", awaited, waited(),
                lastText());
        if (cause != null) {
            closed.initCause(cause);
        }
        return closed;
    }

    /** Puts what was awaited into what the codec says. */
    private <T> T named(Decoding<T> decoding) throws ProtocolException {
        try {
            return decoding.run();
        } catch (ProtocolException e) {
            ProtocolException named = new ProtocolException(e.getMessage() + " This came while waiting for "
                    + awaited + ", after " + lastText() + ".", awaited, waited(), lastText());
            named.initCause(e);
            throw named;
        }
    }

    static String text(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }

    /** A call of the codec. */
    @FunctionalInterface
    private interface Decoding<T> {
        T run() throws ProtocolException;
    }
}
