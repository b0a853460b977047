package tmnf.tminterface.link;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ClientMessage.Call;
import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.GameLinkException;
import tmnf.tminterface.protocol.ProtocolException;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/**
 * The turn rules of a {@link GameLink}, for whatever message: which state the link is in, what may be said in
 * it, which reply is still awaited, and what the plugin turned out to be able to do. What the state does not
 * allow is an {@link IllegalStateException} before anything is sent; whatever ends the stream ends the
 * connection. Confined to one thread.
 */
final class LinkTurns {

    private final LinkSettings settings;
    private final LinkTime time;
    private final LinkTap tap;
    private final TurnLease lease = new TurnLease();

    private LinkConnection connection; // null: DISCONNECTED
    private ServerMessage turn; // null: not TURN
    private Kind outstanding; // null: no reply is awaited
    private boolean probing; // the outstanding reply belongs to a probe
    private NextTurn next = new NextTurn();
    private Capabilities capabilities = Capabilities.ORIGINAL;

    LinkTurns(LinkSettings settings, LinkTime time, LinkTap tap) {
        this.settings = settings;
        this.time = time;
        this.tap = tap;
    }

    LinkState state() {
        return connection == null ? LinkState.DISCONNECTED : turn == null ? LinkState.RUNNING
                : LinkState.TURN;
    }

    /** The message that opened the turn; null: the state is not TURN. */
    ServerMessage turn() {
        return turn;
    }

    Capabilities capabilities() {
        return capabilities;
    }

    /** What can open the next turn; who asks for it says so here. */
    NextTurn next() {
        return next;
    }

    void requireTurn(String call) {
        requireState(LinkState.TURN, call);
    }

    void requireState(LinkState needed, String call) {
        if (state() != needed) {
            throw new IllegalStateException(call + " needs the state " + needed + ", but the link is "
                    + state()
                    + (turn == null ? "" : "(" + turn.kind().protocolName() + ")") + ": " + state().advice());
        }
    }

    // ---------------------------------------------------------------------------------------- connection

    void connected(Wire wire) {
        connection = new LinkConnection(wire, time, tap);
        lease.connected();
        capabilities = Capabilities.ORIGINAL;
        tap.connected();
    }

    void disconnect(boolean politely) {
        disconnect(politely, Duration.ZERO);
    }

    void disconnect(boolean politely, Duration listening) {
        if (connection == null) {
            return;
        }
        connection.close(politely, listening);
        lease.disconnected(time.nanos());
        connection = null;
        turn = null;
        outstanding = null;
        probing = false;
        next = new NextTurn();
        capabilities = Capabilities.ORIGINAL;
    }

    /** Lets the plugin drop us, and disconnects. */
    void shutdown() throws IOException {
        requireTurn(Kind.SHUTDOWN.protocolName());
        requireNoOutstanding(Kind.SHUTDOWN.protocolName());
        send(new Call(Kind.SHUTDOWN));
        disconnect(false);
    }

    /** Disconnects, because the other side does not keep the rules; returns what to throw. */
    ProtocolException broken(String message) {
        ProtocolException broken = new ProtocolException(message, GameLinkException.NOTHING, Duration.ZERO,
                connection.lastText());
        disconnect(false);
        return broken;
    }

    // --------------------------------------------------------------------------------------------- turns

    ServerMessage await(String what, Duration deadline) throws IOException {
        requireState(LinkState.RUNNING, "await()");
        turn = talk(() -> connection.message(what, next.frameSize(), deadline));
        next.turnBegan(turn);
        requireSilence();
        Optional<ClientMessage> back = lease.turnBegan(connection.firstByteAt(), time.nanos());
        if (back.isPresent()) {
            send(back.get());
        }
        return turn;
    }

    void acknowledge() throws IOException {
        requireTurn("acknowledge()");
        requireNoOutstanding("acknowledge()");
        next.require(turn, capabilities);
        requireSilence();
        connection.queue(new ClientMessage.Ack(turn.kind()));
        next.turnEnded(turn);
        turn = null;
        lease.turnEnded();
        talk(this::flushed);
    }

    void flush() throws IOException {
        requireTurn("flush()");
        talk(this::flushed);
    }

    /** A message that asks a polling plugin for a turn; the state stays RUNNING. */
    void askForTurn() throws IOException {
        requireState(LinkState.RUNNING, "askForTurn()");
        send(new ClientMessage.SetTimeout(lease.answerTimeMillis()));
    }

    // --------------------------------------------------------------------------------------------- lease

    Duration longestOldTurn() {
        return Duration.ofMillis(lease.longestOldTurnMillis(time.nanos()));
    }

    Duration age() {
        requireTurn("turnAge()");
        return Duration.ofNanos(lease.age(time.nanos()));
    }

    void setTimeout(long millis) throws IOException {
        requireTurn(Kind.SET_TIMEOUT.protocolName());
        lease.answerTime(millis);
        send(new ClientMessage.SetTimeout(millis));
    }

    void renewLease(Duration margin) throws IOException {
        requireTurn("renewLease()");
        send(lease.renewal(time.nanos(), margin));
    }

    /** Renews the lease if that is due; returns in how long it will be. */
    Duration hold(Duration margin) throws IOException {
        requireTurn("holdTurn()");
        if (lease.due(time.nanos(), margin) <= 0) {
            renewLease(margin);
        }
        return Duration.ofNanos(Math.max(0, lease.due(time.nanos(), margin)));
    }

    // ------------------------------------------------------------------------------ commands and queries

    /** Gathers a message without a reply. */
    void command(ClientMessage message) throws IOException {
        requireTurn(message.kind().protocolName());
        connection.queue(message);
    }

    /** Sends a query and waits for its reply, or goes on waiting for it. */
    ServerReply ask(ClientMessage query) throws IOException {
        requireTurn(query.kind().protocolName());
        if (outstanding != query.kind() || probing) {
            requireNoOutstanding(query.kind().protocolName());
            requireSilence();
            connection.queue(query);
            outstanding = query.kind();
        }
        ServerReply reply = reply();
        requireSilence();
        return reply;
    }

    /** Asks what an original plugin does not know, and behind it what every plugin answers. */
    Capabilities probe() throws IOException {
        if (!probing) {
            requireTurn(Kind.PROBE.protocolName());
            requireNoOutstanding(Kind.PROBE.protocolName());
            requireSilence();
            connection.queue(new Call(Kind.PROBE));
            connection.queue(new Call(Kind.IS_IN_MENUS));
            probing = true;
            outstanding = Kind.PROBE;
        }
        if (outstanding == Kind.PROBE && reply() instanceof ServerReply.Probe probe) {
            capabilities = new Capabilities(probe.version(), Capability.ofBits(probe.capabilities()),
                    capabilities.enabled());
            outstanding = Kind.IS_IN_MENUS;
            reply();
        } else if (outstanding == Kind.IS_IN_MENUS) {
            reply();
        }
        probing = false;
        requireSilence();
        return capabilities;
    }

    Set<Capability> enable(Set<Capability> features) throws IOException {
        requireTurn(Kind.ENABLE.protocolName());
        for (Capability feature : features) {
            if (!capabilities.offered().contains(feature)) {
                throw new CapabilityMissingException("enable()", feature, false);
            }
        }
        ServerReply.Enabled reply = (ServerReply.Enabled) ask(
                new ClientMessage.Enable(Capability.bits(features)));
        capabilities = new Capabilities(capabilities.version(), capabilities.offered(),
                Capability.ofBits(reply.features()));
        return capabilities.enabled();
    }

    private ServerReply reply() throws IOException {
        ServerReply reply = talk(() -> connection.reply(outstanding, settings.replyTime()));
        outstanding = null;
        return reply;
    }

    private void requireNoOutstanding(String call) {
        if (outstanding != null) {
            throw new IllegalStateException(call + " while the reply to " + outstanding.protocolName()
                    + " is still awaited: repeat that call, or reconnect()");
        }
    }

    // ------------------------------------------------------------------------------------ how it is done

    private void send(ClientMessage message) throws IOException {
        connection.queue(message);
        talk(this::flushed);
    }

    private Void flushed() throws IOException {
        connection.flush(settings.writeTime());
        return null;
    }

    private void requireSilence() throws IOException {
        if (talk(connection::hasUnread)) {
            throw ahead();
        }
    }

    private ProtocolException ahead() {
        return broken("the game sent something although it waits for our acknowledgement of "
                + turn.kind().protocolName() + " (" + turn + "). A surplus acknowledgement released this"
                + " turn before it was answered, or the plugin gave up waiting and another program acts;"
                + " connect anew.");
    }

    /** Whatever ends the stream ends the connection. */
    private <T> T talk(Talk<T> talk) throws IOException {
        try {
            return talk.run();
        } catch (GameClosedException | ProtocolException e) {
            disconnect(false);
            throw e;
        }
    }

    /** Something that talks with the game. */
    @FunctionalInterface
    private interface Talk<T> {
        T run() throws IOException;
    }
}
