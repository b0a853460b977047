package tmnf.tminterface.link;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.Dialect;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ProtocolException;
import tmnf.tminterface.protocol.ProtocolLimits;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/**
 * The plugin's side of the protocol: what TMInterface's link plugins do, without the game, which is behind
 * {@link PluginCommands}. The game calls {@link #render} for each rendered frame and {@link #runStep} for
 * each tick; when there is something to say, these calls open a turn and return when it is over, so that the
 * game stands still meanwhile.
 *
 * <p>Confined to the game's thread, except {@link #stop}. One client at a time; a new one takes the place of
 * the old. How the two plugins differ is in {@link PluginBehaviour}. Losing a client is no exception, but a
 * line in the log. An interrupt ends the turn and drops the client; the flag stays set. The class is larger
 * than others because the turn and what opens one share the client and the memory.
 */
public final class PluginServer implements AutoCloseable {

    private static final long NANOS_PER_MILLI = 1_000_000;
    /** How soon a running turn sees {@link #stop} and a client that waits. */
    private static final long SLICE = 20 * NANOS_PER_MILLI;
    /** Ours drops a client that names more; id and length included. */
    private static final int MOST_MESSAGE = ProtocolLimits.MAX_SENT_BYTES + 2 * Integer.BYTES;
    /** A client that is silent for so long loses its turn to one that waits; ours only. */
    private static final long TAKE_OVER = 1000 * NANOS_PER_MILLI;

    private final WireAcceptor acceptor;
    private final PluginCommands game;
    private final PluginServerSettings settings;
    private final LinkTime time;
    private final Consumer<String> log;
    private final PluginMemory memory = new PluginMemory();
    private final PluginExecution execution;

    private PluginClient client; // null: none
    private PluginClient waiting; // null: nobody connected during somebody else's turn
    private boolean greetingDue;
    private long lastHeard;
    private int asked; // bytes that the next message seemed to take so far; 0: nothing of it has come
    private long quietSince;
    private boolean stepSeen;
    private long lastStep;
    private volatile boolean stopped;

    /**
     * A plugin without a client.
     *
     * @param acceptor is closed with the server
     * @param log gets a line for each thing that the plugins log
     */
    public PluginServer(WireAcceptor acceptor, PluginCommands game, PluginServerSettings settings,
            LinkTime time, Consumer<String> log) {
        this.acceptor = Objects.requireNonNull(acceptor, "acceptor");
        this.game = Objects.requireNonNull(game, "game");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.time = Objects.requireNonNull(time, "time");
        this.log = Objects.requireNonNull(log, "log");
        this.execution = new PluginExecution(game, settings.behaviour(), memory, log);
        this.quietSince = time.nanos();
    }

    /** Whether a client is connected; one that has gone is noticed by the next timeout. */
    public boolean hasClient() {
        return client != null;
    }

    /**
     * For each rendered frame, in every state of the game: takes a new client, sends a frame, a heartbeat.
     */
    public void render() throws IOException {
        takeNewClient();
        if (game.gameState() != GameState.START_UP.value()) {
            greet();
        }
        if (isReady() && memory.frameWanted) {
            sendFrame();
        }
        if (isReady() && isExtended()) {
            sendHeartbeat();
        }
    }

    /** After the state of the game changed. */
    public void gameStateChanged() {
        adjustRendering(false);
        if (game.gameState() == GameState.MENUS.value()) {
            greet();
        }
    }

    /** After each tick, also of the countdown. */
    public void runStep(int raceTimeMs, int tickTimeMs) {
        if (memory.renderingOff) {
            try {
                takeNewClient();
            } catch (IOException e) {
                log.accept("nobody can connect: " + e.getMessage());
            }
        }
        if (isReady()) {
            if (memory.periodMs == 0) {
                log.accept("script exception: divide by zero in the run step");
            } else if (raceTimeMs % memory.periodMs == 0 || tickTimeMs > raceTimeMs) {
                ServerMessage message = memory.enabled(Capability.STEPS)
                        ? new ServerMessage.StepEx(raceTimeMs, tickTimeMs, raceState())
                        : new ServerMessage.RunStep(raceTimeMs);
                open(message);
            }
        }
        adjustRendering(true);
        stepSeen = true;
        lastStep = time.nanos();
        quietSince = lastStep;
    }

    /** A checkpoint or the finish was passed. */
    public void checkpointCountChanged(int current, int target) {
        if (isReady()) {
            open(new ServerMessage.CheckpointCount(current, target));
        }
    }

    /** A lap was finished. */
    public void lapCountChanged(int current, int target) {
        if (isReady()) {
            open(new ServerMessage.LapCount(current, target));
        }
    }

    /** Ends a running turn soon, and lets no other begin. May be called by any thread. */
    public void stop() {
        stopped = true;
    }

    /** Drops the clients and listens no more. */
    @Override
    public void close() {
        stopped = true;
        if (client != null) {
            client.close();
            client = null;
        }
        if (waiting != null) {
            waiting.close();
            waiting = null;
        }
        acceptor.close();
    }

    // ---------------------------------------------------------------------------------------------- clients

    private boolean isExtended() {
        return settings.behaviour() == PluginBehaviour.EXTENDED;
    }

    private boolean isReady() {
        return client != null && !greetingDue && !stopped;
    }

    private PluginClient client(Wire wire) {
        return new PluginClient(wire, time, settings);
    }

    private void takeNewClient() throws IOException {
        Optional<PluginClient> fresh = waiting == null ? acceptor.accept().map(this::client)
                : Optional.of(waiting);
        if (fresh.isPresent()) {
            adopt(fresh.get());
        }
    }

    private void adopt(PluginClient fresh) {
        if (client != null) {
            client.close();
            log.accept("client replaced by another");
            if (isExtended()) {
                forgetAll();
            }
        }
        waiting = null;
        client = fresh;
        greetingDue = true;
        log.accept("client connected");
    }

    private void drop(String why) {
        if (client != null) {
            client.close();
            log.accept("Client disconnected " + why);
        }
        client = null;
        greetingDue = false;
        if (isExtended()) {
            forgetAll();
        } else {
            memory.forgetSome();
        }
    }

    private void forgetAll() {
        memory.forgetAll();
        adjustRendering(false);
    }

    /** Off only while run steps come: without both of them nobody could ever connect again. */
    private void adjustRendering(boolean steps) {
        boolean off = memory.simulationOnly && steps && memory.speed > 0;
        if (off != memory.renderingOff) {
            memory.renderingOff = off;
            game.setSimulationOnly(off);
        }
    }

    private void greet() {
        if (client != null && greetingDue && !stopped) {
            greetingDue = false;
            open(new ServerMessage.Connected());
        }
    }

    // ------------------------------------------------------------------------------------------ other turns

    private void sendFrame() {
        Optional<ByteBuffer> pixels = game.captureFrame(memory.frameWidth, memory.frameHeight);
        FrameSize size = new FrameSize(memory.frameWidth, memory.frameHeight);
        if (pixels.isEmpty() || isExtended() && pixels.get().remaining() != size.bytes()) {
            return; // the next rendered frame may have it
        }
        if (memory.frameSized) {
            byte[] state = memory.enabled(Capability.STATE_IN_FRAMES) ? raceState() : new byte[0];
            memory.frameWanted = false;
            open(new ServerMessage.FrameEx(size, game.raceTimeMs(), state, pixels.get()));
        } else if (turn(Kind.REQUEST_FRAME.protocolName(), () -> client.sendFrame(pixels.get()),
                ServerMessage.Kind.FRAME) && !memory.frameSized) {
            // Only now, as ever: a request that was made in this turn is lost, but not one for a sized frame.
            memory.frameWanted = false;
        }
    }

    private void sendHeartbeat() throws IOException {
        boolean overdue = memory.enabled(Capability.HEARTBEAT) && memory.heartbeatMs > 0
                && time.nanos() - quietSince >= memory.heartbeatMs * NANOS_PER_MILLI;
        boolean asked = false;
        if (memory.enabled(Capability.POLLING)) {
            client.fill(1, 0);
            asked = client.available() > 0;
        }
        if (overdue || asked) {
            long since = stepSeen ? (time.nanos() - lastStep) / NANOS_PER_MILLI : -1;
            open(new ServerMessage.Heartbeat(game.gameState(), (int) Math.min(Integer.MAX_VALUE, since)));
        }
    }

    private byte[] raceState() {
        return game.inRace() ? game.saveState() : new byte[0];
    }

    private void open(ServerMessage message) {
        turn(message.kind().protocolName(), () -> client.send(message), message.kind());
    }

    // ------------------------------------------------------------------------------------------ the turn

    /** Whether the client acknowledged. */
    private boolean turn(String what, Sending sending, ServerMessage.Kind awaited) {
        boolean acknowledged = false;
        try {
            if (sending.run()) {
                acknowledged = await(awaited);
            } else {
                drop("because it does not read: " + what);
            }
        } catch (InterruptedIOException e) {
            drop("because the game was interrupted");
        } catch (PluginExecution.ScriptFailure e) {
            log.accept("script exception: " + e.getMessage());
        } catch (ProtocolException e) {
            drop("because of what it sent: " + e.getMessage());
        }
        adjustRendering(memory.renderingOff);
        quietSince = time.nanos();
        return acknowledged;
    }

    private boolean await(ServerMessage.Kind opened)
            throws InterruptedIOException, ProtocolException, PluginExecution.ScriptFailure {
        ServerMessage.Kind awaited = opened;
        long began = time.nanos();
        lastHeard = began;
        asked = 0;
        while (client != null) {
            if (stopped) {
                drop("because the game ends");
                break;
            }
            if (greetingDue) {
                // Somebody else has taken this turn over: it is a connect turn now.
                greetingDue = false;
                awaited = ServerMessage.Kind.CONNECTED;
                began = time.nanos();
                lastHeard = began;
                client.send(new ServerMessage.Connected());
            }
            Dialect dialect = memory.dialect(settings.behaviour());
            int needed = client.needed(dialect);
            if (isExtended() && needed > MOST_MESSAGE) {
                drop("because a message claims " + needed + " bytes");
                break;
            }
            if (client.available() < needed) {
                listen(needed, began);
                continue;
            }
            lastHeard = time.nanos();
            asked = 0;
            ClientMessage message = client.take(dialect);
            if (isAcknowledgement(message, awaited)) {
                noteLapAcknowledgement(awaited);
                return awaited == opened;
            }
            execute(message);
        }
        return false;
    }

    private void execute(ClientMessage message)
            throws InterruptedIOException, PluginExecution.ScriptFailure {
        if (message instanceof ClientMessage.Ack ack) {
            noteLapAcknowledgement(ack.of());
        } else if (message instanceof ClientMessage.Unknown unknown) {
            log.accept("Server: got unknown message " + unknown.id());
        } else if (message.kind() == Kind.SHUTDOWN) {
            drop("by its own wish");
        } else {
            Optional<ServerReply> reply = execution.execute(message);
            if (reply.isPresent() && !client.send(reply.get())) {
                drop("because it does not read: " + message.kind().protocolName());
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
        if (acknowledged == ServerMessage.Kind.LAP_COUNT && !isExtended()) {
            log.accept("Server: got unknown message " + acknowledged.id());
        }
    }

    /** Looks for bytes; without any, looks at the time. */
    private void listen(int needed, long began) throws InterruptedIOException {
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
        boolean blocked = before > 0 && !isExtended() && !client.isGone();
        long limit = blocked ? lastHeard + settings.blockedReadTime().toNanos()
                : began + memory.timeoutMs * NANOS_PER_MILLI;
        if (now - limit > 0) {
            drop("due to timeout (" + memory.timeoutMs + "ms)");
            return;
        }
        if (isExtended() && isTakenOver(now)) {
            adopt(waiting);
            return;
        }
        client.fill(needed, Math.min(SLICE, limit - now + 1));
    }

    private boolean isTakenOver(long now) throws InterruptedIOException {
        try {
            Optional<Wire> fresh = acceptor.accept();
            if (fresh.isPresent()) {
                if (waiting != null) {
                    waiting.close();
                }
                waiting = client(fresh.get());
            }
        } catch (IOException e) {
            log.accept("nobody can connect: " + e.getMessage());
        }
        return waiting != null && now - lastHeard > TAKE_OVER;
    }

    /** A write to the client. */
    @FunctionalInterface
    private interface Sending {
        boolean run() throws InterruptedIOException;
    }
}
