package tmnf.tminterface.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ServerMessage;

/**
 * The plugin's side of the protocol: what TMInterface's link plugins do, without the game, which is behind
 * {@link PluginCommands}. The game calls {@link #render} for each rendered frame and {@link #runStep} for
 * each tick; when there is something to say, these calls open a turn and return when it is over, so that the
 * game stands still meanwhile.
 *
 * <p>Confined to the game's thread, except {@link #stop}. One client at a time; a new one takes the place of
 * the old. How the two plugins differ is in {@link PluginBehaviour}. Losing a client is no exception, but a
 * line in the log. An interrupt ends the turn and drops the client; the flag stays set.
 */
public final class PluginServer implements AutoCloseable {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final PluginCommands game;
    private final PluginServerSettings settings;
    private final LinkTime time;
    private final Consumer<String> log;
    private final PluginMemory memory = new PluginMemory();
    private final PluginExecution execution;
    private final PluginClients clients;
    private final PluginTurn turn;

    private long quietSince;
    private boolean stepSeen;
    private long lastStep;

    /**
     * A plugin without a client.
     *
     * @param acceptor is closed with the server
     * @param log gets a line for each thing that the plugins log
     */
    public PluginServer(WireAcceptor acceptor, PluginCommands game, PluginServerSettings settings,
            LinkTime time, Consumer<String> log) {
        Objects.requireNonNull(acceptor, "acceptor");
        this.game = Objects.requireNonNull(game, "game");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.time = Objects.requireNonNull(time, "time");
        this.log = Objects.requireNonNull(log, "log");
        this.execution = new PluginExecution(game, settings.behaviour(), memory, log);
        this.clients = new PluginClients(acceptor, settings, time, execution, log);
        this.turn = new PluginTurn(clients, execution, memory, settings, time, log);
        this.quietSince = time.nanos();
    }

    /** Whether a client is connected; one that has gone is noticed by the next timeout. */
    public boolean hasClient() {
        return clients.client() != null;
    }

    /**
     * For each rendered frame, in every state of the game: takes a new client, sends a frame, a heartbeat.
     */
    public void render() throws IOException {
        clients.takeNew();
        if (game.gameState() != GameState.START_UP.value()) {
            greet();
        }
        if (isReady() && memory.frameWanted) {
            sendFrame();
        }
        if (isReady() && settings.isExtended()) {
            sendHeartbeat();
        }
    }

    /** After the state of the game changed. */
    public void gameStateChanged() {
        execution.adjustRendering(false);
        if (game.gameState() == GameState.MENUS.value()) {
            greet();
        }
    }

    /** After each tick, also of the countdown. */
    public void runStep(int raceTimeMs, int tickTimeMs) {
        if (memory.renderingOff) {
            clients.takeNewIfPossible();
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
        execution.adjustRendering(true);
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
        turn.stop();
    }

    /** Drops the clients and listens no more. */
    @Override
    public void close() {
        turn.stop();
        clients.close();
    }

    private boolean isReady() {
        return clients.isGreeted() && !turn.isStopped();
    }

    // ---------------------------------------------------------------------------------- what opens turns

    private void greet() {
        if (!turn.isStopped() && clients.takeGreeting()) {
            open(new ServerMessage.Connected());
        }
    }

    private void sendFrame() {
        Optional<ByteBuffer> pixels = game.captureFrame(memory.frameWidth, memory.frameHeight);
        FrameSize size = new FrameSize(memory.frameWidth, memory.frameHeight);
        if (pixels.isEmpty() || settings.isExtended() && pixels.get().remaining() != size.bytes()) {
            return; // the next rendered frame may have it
        }
        if (memory.frameSized) {
            byte[] state = memory.enabled(Capability.STATE_IN_FRAMES) ? raceState() : new byte[0];
            memory.frameWanted = false;
            open(new ServerMessage.FrameEx(size, game.raceTimeMs(), state, pixels.get()));
        } else if (open(Kind.REQUEST_FRAME.protocolName(), client -> client.sendFrame(pixels.get()),
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
            clients.client().fill(1, 0);
            asked = clients.client().available() > 0;
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
        open(message.kind().protocolName(), client -> client.send(message), message.kind());
    }

    /** Whether the client acknowledged. */
    private boolean open(String what, PluginTurn.Opening opening, ServerMessage.Kind awaited) {
        boolean acknowledged = turn.hold(what, opening, awaited);
        execution.adjustRendering(memory.renderingOff);
        quietSince = time.nanos();
        return acknowledged;
    }
}
