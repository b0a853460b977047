package tmnf.tminterface.link;

import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.function.Consumer;

import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.Dialect;
import tmnf.tminterface.protocol.ProtocolException;
import tmnf.tminterface.protocol.ProtocolLimits;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/**
 * A turn of a plugin, and the one after it: says something, and executes what the client says until it
 * acknowledges, breaks the rules or takes too long. {@link #hold} returns when the turn is over; the game
 * stands still meanwhile. Confined to the game's thread, except {@link #stop}.
 */
final class PluginTurn {

    private static final long NANOS_PER_MILLI = 1_000_000;
    /** How soon a running turn sees {@link #stop} and a client that waits. */
    private static final long SLICE = 20 * NANOS_PER_MILLI;
    /** Ours drops a client that names more; id and length included. */
    private static final int MOST_MESSAGE = ProtocolLimits.MAX_SENT_BYTES + 2 * Integer.BYTES;
    /** A client that is silent for so long loses its turn to one that waits; ours only. */
    private static final long TAKE_OVER = 1000 * NANOS_PER_MILLI;

    private final PluginClients clients;
    private final PluginExecution execution;
    private final PluginMemory memory;
    private final PluginServerSettings settings;
    private final LinkTime time;
    private final Consumer<String> log;

    private long lastHeard;
    private int asked; // bytes that the next message seemed to take so far; 0: nothing of it has come
    private volatile boolean stopped;

    PluginTurn(PluginClients clients, PluginExecution execution, PluginMemory memory,
            PluginServerSettings settings, LinkTime time, Consumer<String> log) {
        this.clients = clients;
        this.execution = execution;
        this.memory = memory;
        this.settings = settings;
        this.time = time;
        this.log = log;
    }

    /** What opens a turn: a write to the client. */
    @FunctionalInterface
    interface Opening {

        /** False if the client takes nothing. */
        boolean send(PluginClient client) throws InterruptedIOException;
    }

    /** Ends a running turn soon. May be called by any thread. */
    void stop() {
        stopped = true;
    }

    /** Whether no turn may begin any more. */
    boolean isStopped() {
        return stopped;
    }

    /**
     * A whole turn, with the client there is.
     *
     * @param what opens it, for the log
     * @return whether the client acknowledged
     */
    boolean hold(String what, Opening opening, ServerMessage.Kind awaited) {
        try {
            if (opening.send(clients.client())) {
                return await(awaited);
            }
            clients.drop("because it does not read: " + what);
        } catch (InterruptedIOException e) {
            clients.drop("because the game was interrupted");
        } catch (PluginExecution.ScriptFailure e) {
            log.accept("script exception: " + e.getMessage());
        } catch (ProtocolException e) {
            clients.drop("because of what it sent: " + e.getMessage());
        }
        return false;
    }

    private boolean await(ServerMessage.Kind opened)
            throws InterruptedIOException, ProtocolException, PluginExecution.ScriptFailure {
        ServerMessage.Kind awaited = opened;
        long began = time.nanos();
        lastHeard = began;
        asked = 0;
        while (clients.client() != null) {
            if (stopped) {
                clients.drop("because the game ends");
                break;
            }
            PluginClient client = clients.client();
            if (clients.takeGreeting()) {
                // Somebody else has taken this turn over: it is a connect turn now.
                awaited = ServerMessage.Kind.CONNECTED;
                began = time.nanos();
                lastHeard = began;
                client.send(new ServerMessage.Connected());
            }
            Dialect dialect = memory.dialect(settings.behaviour());
            int needed = client.needed(dialect);
            if (settings.isExtended() && needed > MOST_MESSAGE) {
                clients.drop("because a message claims " + needed + " bytes");
                break;
            }
            if (client.available() < needed) {
                listen(client, needed, began);
                continue;
            }
            lastHeard = time.nanos();
            asked = 0;
            ClientMessage message = client.take(dialect);
            if (isAcknowledgement(message, awaited)) {
                noteLapAcknowledgement(awaited);
                return awaited == opened;
            }
            execute(client, message);
        }
        return false;
    }

    private void execute(PluginClient client, ClientMessage message)
            throws InterruptedIOException, PluginExecution.ScriptFailure {
        if (message instanceof ClientMessage.Ack ack) {
            noteLapAcknowledgement(ack.of());
        } else if (message instanceof ClientMessage.Unknown unknown) {
            log.accept("Server: got unknown message " + unknown.id());
        } else if (message.kind() == Kind.SHUTDOWN) {
            clients.drop("by its own wish");
        } else {
            Optional<ServerReply> reply = execution.execute(message);
            if (reply.isPresent() && !client.send(reply.get())) {
                clients.drop("because it does not read: " + message.kind().protocolName());
            }
        }
    }

    /** Also when the client switched the extended set off in a turn of it: the id still ends that turn. */
    private static boolean isAcknowledgement(ClientMessage message, ServerMessage.Kind awaited) {
        return message instanceof ClientMessage.Ack ack && ack.of() == awaited
                || message instanceof ClientMessage.Unknown unknown && unknown.id() == awaited.id();
    }

    /** The original has no case for this id: it works, but is logged. */
    private void noteLapAcknowledgement(ServerMessage.Kind acknowledged) {
        if (acknowledged == ServerMessage.Kind.LAP_COUNT && !settings.isExtended()) {
            log.accept("Server: got unknown message " + acknowledged.id());
        }
    }

    /** Looks for bytes; without any, looks at the time. */
    private void listen(PluginClient client, int needed, long began) throws InterruptedIOException {
        if (asked > 0 && needed > asked) {
            lastHeard = time.nanos(); // a whole field has come, which tells how many bytes follow
        }
        asked = needed;
        int before = client.available();
        client.fill(needed, 0);
        if (client.available() > before) {
            return;
        }
        long now = time.nanos();
        // The original only tests for a first byte, and reads the rest of a message without looking at the
        // time.
        boolean blocked = before > 0 && !settings.isExtended() && !client.isGone();
        long limit = blocked ? lastHeard + settings.blockedReadTime().toNanos()
                : began + memory.timeoutMs * NANOS_PER_MILLI;
        if (now - limit > 0) {
            clients.drop("due to timeout (" + memory.timeoutMs + "ms)");
            return;
        }
        if (settings.isExtended() && clients.acceptWaiting() && now - lastHeard > TAKE_OVER) {
            clients.takeOver();
            return;
        }
        client.fill(needed, Math.min(SLICE, limit - now + 1));
    }
}
