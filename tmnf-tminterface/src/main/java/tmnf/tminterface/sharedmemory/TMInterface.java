package tmnf.tminterface.sharedmemory;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tmnf.tminterface.script.EventBufferData;
import tmnf.tminterface.script.EventNames;
import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.SimStateData;

/**
 * The client's side of TMInterface 1. {@link #register} starts a thread, on which every {@link Client}
 * callback runs; {@link #close} ends and joins it. The calls to the game belong into callbacks: anywhere else
 * they throw {@link IllegalStateException}, because a running game reads nothing. Each waits for the game's
 * response, at most {@link ClientOptions#responseTimeoutMillis}, and throws {@link ServerException} when the
 * game refuses and {@link CallTimeoutException} when it is silent. Long because it has one method for every
 * call of the protocol.
 */
public final class TMInterface implements AutoCloseable {

    /** The name of the first game's mapping. */
    public static final String DEFAULT_SERVER_NAME = "TMInterface0";
    /** Bytes of a mapping unless the game was started with {@code /serversize}. */
    public static final int DEFAULT_SERVER_SIZE = SharedMapping.DEFAULT_SIZE;
    /** Context: a replay is validated. */
    public static final int MODE_SIMULATION = SimStateData.CONTEXT_SIMULATION;
    /** Context: a normal race. */
    public static final int MODE_RUN = SimStateData.CONTEXT_RUN;

    private static final long END_MILLIS = 5000;

    private final String serverName;
    private final int bufferSize;
    private final MappingOpener opener;
    private final ClientOptions options;
    private final Ticker ticker;
    // Both null before the first registration.
    private volatile ClientSession session;
    private volatile Thread thread;
    private volatile Client client;

    /** A client of the first game, with the default size. */
    public TMInterface() {
        this(DEFAULT_SERVER_NAME, DEFAULT_SERVER_SIZE);
    }

    /** A client of the game with that mapping; only on Windows will registering find one. */
    public TMInterface(String serverName, int bufferSize) {
        this(serverName, bufferSize, MappingOpener.named(serverName, bufferSize), ClientOptions.DEFAULT);
    }

    /** A client over any mapping; name and size are what they are called. */
    public TMInterface(String serverName, int bufferSize, MappingOpener opener, ClientOptions options) {
        this(serverName, bufferSize, opener, options, Ticker.SYSTEM);
    }

    TMInterface(String serverName, int bufferSize, MappingOpener opener, ClientOptions options,
            Ticker ticker) {
        this.serverName = serverName;
        this.bufferSize = SharedMapping.checkSize(bufferSize);
        this.opener = opener;
        this.options = options;
        this.ticker = ticker;
    }

    public String serverName() {
        return serverName;
    }

    public int bufferSize() {
        return bufferSize;
    }

    /** The client that was registered last. */
    public Optional<Client> client() {
        return Optional.ofNullable(client);
    }

    /** Whether the client's thread is at work. */
    public boolean running() {
        ClientSession current = session;
        return current != null && current.running();
    }

    /** Whether the game has accepted the client and neither side has ended that. */
    public boolean registered() {
        ClientSession current = session;
        return current != null && current.registered();
    }

    /** Why the game no longer listens, if this client found that out itself. */
    public Optional<String> lossReason() {
        ClientSession current = session;
        return current == null ? Optional.empty() : current.lossReason();
    }

    /** What failed first in the last registration: what its client was told. */
    public Optional<Exception> failure() {
        ClientSession current = session;
        return current == null ? Optional.empty() : current.failure();
    }

    /**
     * Starts a thread that waits for the game and registers there. What comes of it is told to the client.
     *
     * @return false when a client is at work already
     */
    public synchronized boolean register(Client client) {
        if (running()) {
            return false;
        }
        Thread started = new Thread(prepare(client), "tmnf-client-" + serverName);
        started.setDaemon(true);
        thread = started;
        started.start();
        return true;
    }

    /** A session that the caller runs. */
    ClientSession prepare(Client client) {
        this.client = client;
        session = new ClientSession(this, client, opener, options, ticker);
        return session;
    }

    /**
     * Waits until the client's thread has ended.
     *
     * @return false when it still runs after that time
     */
    public boolean awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
        Thread current = thread;
        if (current != null) {
            unit.timedJoin(current, timeout);
        }
        return current == null || !current.isAlive();
    }

    /**
     * Deregisters the client and joins its thread; from within a callback the thread ends after it. Closing
     * again does nothing.
     *
     * @throws IllegalStateException when a callback does not return within 5 seconds, not even interrupted
     */
    @Override
    public void close() {
        ClientSession current = session;
        if (current == null) {
            return;
        }
        current.end();
        if (!current.isOwn(Thread.currentThread())) {
            join();
        }
    }

    private void join() {
        try {
            if (!awaitEnd(END_MILLIS, TimeUnit.MILLISECONDS)) {
                thread.interrupt();
                if (!awaitEnd(END_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("a callback of the client of " + serverName
                            + " does not return. Make it end when its thread is interrupted.");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long the game waits for an answer, -1: forever. 2000 ms until it is set. */
    public void setTimeout(int timeoutMillis) throws IOException {
        if (timeoutMillis < -1) {
            throw new IllegalArgumentException(
                    "a timeout of " + timeoutMillis + " ms; -1 is the smallest and means forever");
        }
        channel().call(new Message(MessageType.C_SET_TIMEOUT).writeInt32(timeoutMillis));
        session.setServerTimeoutMillis(timeoutMillis);
    }

    /** The speed of the game, 1 is normal. */
    public void setSpeed(double speed) throws IOException {
        if (!(speed >= 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("a speed of " + speed + "; use 0 or more, 1 is normal");
        }
        channel().call(new Message(MessageType.C_SET_GAME_SPEED).writeDouble(speed));
    }

    /** Sets inputs from the next tick on; in a simulation all other inputs are removed. */
    public void setInputState(InputState inputs) throws IOException {
        setInputState(inputs, true);
    }

    /**
     * Sets inputs from the next tick on: for 500 ms call at 490.
     *
     * @param simClearBuffer whether a simulation loses its other inputs
     */
    public void setInputState(InputState inputs, boolean simClearBuffer) throws IOException {
        clearInSimulation(simClearBuffer);
        Message message = new Message(MessageType.C_SET_INPUT_STATES);
        inputs.write(message);
        channel().call(message);
    }

    /** Respawns at the next tick; in a simulation all other inputs are removed. */
    public void respawn() throws IOException {
        respawn(true);
    }

    /** Respawns at the next tick. */
    public void respawn(boolean simClearEvents) throws IOException {
        clearInSimulation(simClearEvents);
        plain(MessageType.C_RESPAWN);
    }

    /** Sounds the horn at the next tick; in a simulation all other inputs are removed. */
    public void horn() throws IOException {
        horn(true);
    }

    /** Sounds the horn at the next tick. */
    public void horn(boolean simClearEvents) throws IOException {
        clearInSimulation(simClearEvents);
        plain(MessageType.C_HORN);
    }

    /** Restarts the race; does nothing in a simulation. */
    public void giveUp() throws IOException {
        plain(MessageType.C_GIVE_UP);
    }

    // The context is asked for even when nothing is to be cleared, as the original client does.
    private void clearInSimulation(boolean clear) throws IOException {
        if (getContextMode() == MODE_SIMULATION && clear) {
            clearEventBuffer();
        }
    }

    /** {@link #MODE_SIMULATION} or {@link #MODE_RUN}. */
    public int getContextMode() throws IOException {
        return channel().call(new Message(MessageType.C_GET_CONTEXT_MODE), slot -> slot.int32(0));
    }

    /** The state of the race, in a copy of its own. */
    public SimStateData getSimulationState() throws IOException {
        return channel().call(new Message(MessageType.C_SIM_GET_STATE), StateMessages::readState);
    }

    /**
     * Goes on from a state: the next tick is the one after it. The client is told the checkpoints and laps of
     * the state before the game has responded; calls from those callbacks wait for the response first.
     */
    public void rewindToState(SimStateData state) throws IOException {
        Channel channel = channel();
        channel.send(new Message(MessageType.C_SIM_REWIND_TO_STATE).writeBuffer(state.toBytes()));
        CheckpointData checkpoints = state.checkpointData();
        int passed = checkpoints.passedCount();
        client.onCheckpointCountChanged(this, passed, checkpoints.cpTimesLength());
        if (checkpoints.lapCount().isPresent()) {
            client.onLapsCountChanged(this, checkpoints.lapCount().getAsInt());
        }
        channel.finish();
    }

    /** The inputs of the race, or of the replay that is validated. */
    public EventBufferData getEventBuffer() throws IOException {
        return channel().call(new Message(MessageType.C_SIM_GET_EVENT_BUFFER), StateMessages::readEvents);
    }

    /** Replaces the inputs of the simulation; duration and names of the buffer have no effect. */
    public void setEventBuffer(EventBufferData events) throws IOException {
        Message message = new Message(MessageType.C_SIM_SET_EVENT_BUFFER);
        StateMessages.writeEvents(events, false, message);
        channel().call(message);
    }

    /** Removes all inputs of the simulation but the mark of the start. */
    public void clearEventBuffer() throws IOException {
        EventBufferData events = getEventBuffer();
        if (!events.controlNames().contains(EventNames.RACE_RUNNING)) {
            throw new MessageFormatException("the game's event buffer has no " + EventNames.RACE_RUNNING
                    + ", so that its start cannot be marked. Keep its inputs (false instead of true).");
        }
        events.clear();
        setEventBuffer(events);
    }

    /** When the simulation stops, in ms; -1 for the end of the replay. */
    public void setSimulationTimeLimit(int timeMs) throws IOException {
        channel().call(new Message(MessageType.C_SIM_SET_TIME_LIMIT).writeInt32(timeMs));
    }

    /** The checkpoints of the race, arrays included. */
    public CheckpointData getCheckpointState() throws IOException {
        return channel().call(
                new Message(MessageType.C_GET_CHECKPOINT_STATE), StateMessages::readCheckpoints);
    }

    /** Replaces the checkpoints of the race. */
    public void setCheckpointState(CheckpointData data) throws IOException {
        channel().call(new Message(MessageType.C_SET_CHECKPOINT_STATE).writeBuffer(data.toBytes()));
    }

    /** Queues a console command for the next frame. */
    public void executeCommand(String command) throws IOException {
        text(MessageType.C_EXECUTE_COMMAND, 0, command);
    }

    /** Whether the game executes commands of its script; the original client cannot say so. */
    public void setExecuteCommands(boolean execute) throws IOException {
        channel().call(new Message(MessageType.C_SET_EXECUTE_COMMANDS).writeUint8(execute ? 1 : 0));
    }

    /** Keeps the game from comparing this validation with the states in the replay. */
    public void removeStateValidation() throws IOException {
        plain(MessageType.C_REMOVE_STATE_VALIDATION);
    }

    /** Lets the simulation go on after the finish; for {@link Client#onCheckpointCountChanged}. */
    public void preventSimulationFinish() throws IOException {
        plain(MessageType.C_PREVENT_SIMULATION_FINISH);
    }

    /** Adds a command, without spaces, to the console; {@link Client#onCustomCommand} executes it. */
    public void registerCustomCommand(String command) throws IOException {
        if (command.isEmpty() || command.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("a command's name has at least one character and no space: '"
                    + command + "'");
        }
        text(MessageType.C_REGISTER_CUSTOM_COMMAND, 0, command);
    }

    /** Prints a line in the console. */
    public void log(String message) throws IOException {
        log(message, LogSeverity.LOG);
    }

    /** Prints a line; the severity is log, success, warning or error, and any other word counts as log. */
    public void log(String message, String severity) throws IOException {
        log(message, LogSeverity.named(severity));
    }

    /** Prints a line; of one that does not fit into the mapping the game learns only that. */
    public void log(String message, LogSeverity severity) throws IOException {
        if (message.length() > bufferSize - Message.HEADER - 2 * Integer.BYTES) {
            channel().call(new Message(MessageType.C_LOG, ErrorCode.RESPONSE_TOO_LONG.code())
                    .writeInt32(severity.id()).writeInt32(0));
        } else {
            text(MessageType.C_LOG, severity.id(), message);
        }
    }

    private void plain(MessageType type) throws IOException {
        channel().call(new Message(type).writeInt32(0));
    }

    private void text(MessageType type, int first, String text) throws IOException {
        channel().call(new Message(type).writeInt32(first).writeText(text));
    }

    private Channel channel() {
        ClientSession current = session;
        if (current == null) {
            throw new IllegalStateException("no client is registered. Call register first.");
        }
        return current.channel();
    }
}
