package tmnf.tminterface.link;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ClientMessage.Call;
import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.ProtocolException;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/**
 * The client of a game with TMInterface 2 and the link plugin. Confined to one thread.
 *
 * <p>The game decides when we may talk. It opens a turn with a message, stands still, and does what we say
 * until we acknowledge. So a link is in one of three states, see {@link LinkState}, and every call that the
 * state does not allow is an {@link IllegalStateException} that names it:
 *
 * <pre>{@code
 * link.connect(Duration.ofSeconds(30));                    // RUNNING
 * ServerMessage message = link.await(Duration.ofSeconds(5)); // TURN
 * link.setSpeed(4);
 * link.acknowledge();                                      // RUNNING
 * }</pre>
 *
 * <p>Calls without a reply are gathered and go out in one write with the acknowledgement, the next query, or
 * {@link #flush}; the game does nothing in between anyway. A query waits for its reply. When {@link #await}
 * or a query ends with a {@link GameTimeoutException}, nothing is lost: the same call goes on waiting. After
 * a {@link GameClosedException} or a {@link ProtocolException} the link is {@link LinkState#DISCONNECTED}.
 *
 * <p>The frame of a message is valid until the next frame arrives; the arrays of states belong to the caller.
 * Long because it has one method for each message of the protocol.
 */
public final class GameLink implements AutoCloseable {

    private final LinkSettings settings;
    private final Connector connector;
    private final LinkTime time;
    private final LinkTurns turns;
    private final ExtendedCalls extended;

    /** A link over TCP, not yet connected. */
    public GameLink(LinkSettings settings) {
        this(settings, Connector.TCP, LinkTime.SYSTEM, LinkTap.NONE);
    }

    /** A link over anything, with a tap that sees its bytes; not yet connected. */
    public GameLink(LinkSettings settings, Connector connector, LinkTime time, LinkTap tap) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.connector = Objects.requireNonNull(connector, "connector");
        this.time = Objects.requireNonNull(time, "time");
        this.turns = new LinkTurns(settings, time, Objects.requireNonNull(tap, "tap"));
        this.extended = new ExtendedCalls(turns);
    }

    // ------------------------------------------------------------------------------------------ connection

    /** What may be called now. */
    public LinkState state() {
        return turns.state();
    }

    /** The message that the game waits for us to acknowledge; empty unless the state is TURN. */
    public Optional<ServerMessage> turn() {
        return Optional.ofNullable(turns.turn());
    }

    /** What the plugin can do, as far as {@link #probe} and {@link #enable} found out on this connection. */
    public Capabilities capabilities() {
        return turns.capabilities();
    }

    /**
     * Connects, again and again until the deadline, for the game may still be starting. The state is RUNNING
     * then; the first message is {@link ServerMessage.Connected}, which comes when the game gets to it.
     *
     * @throws GameUnreachableException if nobody answered up to the deadline
     */
    public void connect(Duration deadline) throws IOException {
        connect(deadline, () -> false);
    }

    /**
     * The same, and can be called off.
     *
     * @param givesUp asked several times a second; true ends the attempts
     * @return false if it gave up: the state is still DISCONNECTED
     */
    public boolean connect(Duration deadline, BooleanSupplier givesUp) throws IOException {
        turns.requireState(LinkState.DISCONNECTED, "connect()");
        Optional<Wire> wire = new Dialer(settings, connector, time).dial(deadline, givesUp);
        if (wire.isEmpty()) {
            return false;
        }
        turns.connected(wire.get());
        return true;
    }

    /** The port that it connects to. */
    public int port() {
        return settings.address().getPort();
    }

    /**
     * Ends whatever there is, connects anew and waits for the connect turn; in it, the settings are queued,
     * and a frame that an earlier client asked for is taken back. The state is TURN then: the caller may add
     * commands, and acknowledges. This is also the way to a turn while the game shows menus.
     *
     * <p>The plugin may still wait for the acknowledgement of a turn from before, which ends by its own
     * timeout: give at least {@link #longestOldTurn} as the deadline.
     *
     * @param deadline for connecting and for the connect turn together
     */
    public void reconnect(PluginSettings plugin, Duration deadline) throws IOException {
        long ends = time.nanos() + deadline.toNanos();
        close();
        connect(deadline);
        ServerMessage first = await(ServerMessage.Kind.CONNECTED.protocolName(),
                Duration.ofNanos(Math.max(0, ends - time.nanos())));
        if (!(first instanceof ServerMessage.Connected)) {
            throw turns.broken("the first message on a new connection is " + first + " instead of "
                    + ServerMessage.Kind.CONNECTED.protocolName() + ": another program talks with the game,"
                    + " or this is no link plugin. End the other one and connect anew.");
        }
        setTimeout(plugin.answerTime());
        setOnStepPeriod(plugin.stepPeriodMs());
        setSpeed(plugin.speed());
        unrequestFrame();
    }

    /** {@link #reconnect}, and acknowledges. */
    public void recover(PluginSettings plugin, Duration deadline) throws IOException {
        reconnect(plugin, deadline);
        acknowledge();
    }

    /** How long the plugin may go on waiting in a turn that we left open, at most. */
    public Duration longestOldTurn() {
        return turns.longestOldTurn();
    }

    /**
     * Ends the connection. With a farewell if that is possible without waiting, so that the game does not
     * wait for us in its next turn. Harmless when there is no connection.
     */
    @Override
    public void close() {
        turns.disconnect(true);
    }

    // ------------------------------------------------------------------------------------------------ turns

    /** {@link #await(String, Duration)} without a name. */
    public ServerMessage await(Duration deadline) throws IOException {
        return await("the next message of the game", deadline);
    }

    /**
     * Waits for the next message of the game; the state is TURN then.
     *
     * @param what is hoped for, for the message of the exception
     * @param deadline from now; zero looks whether one is there
     * @throws GameTimeoutException if none is there in time; what came of it is kept
     */
    public ServerMessage await(String what, Duration deadline) throws IOException {
        return turns.await(what, deadline);
    }

    /**
     * Ends the turn; the game goes on. Refused when nothing could ever open another turn: at speed 0 there
     * are no run steps, so a frame has to be asked for first. The state is RUNNING then, also when a {@link
     * GameTimeoutException} says that the game takes nothing: the acknowledgement is never sent twice, {@link
     * #await} sends its rest.
     *
     * @throws ProtocolException if the game has sent something in spite of the open turn
     */
    public void acknowledge() throws IOException {
        turns.acknowledge();
    }

    /** Sends what was gathered. Needed only by who holds a turn for long after calls that are to work now. */
    public void flush() throws IOException {
        turns.flush();
    }

    /** How long the turn is open, as the plugin counts it, at most. */
    public Duration turnAge() {
        return turns.age();
    }

    /**
     * Prolongs the turn: the plugin's answer time becomes the age of the turn plus the margin. Who holds a
     * turn for long calls this every few seconds; should this program die, the game goes on after the margin.
     * The next turn begins with the answer time that was set before.
     *
     * @param margin how long the plugin shall wait from now on
     */
    public void renewLease(Duration margin) throws IOException {
        turns.renewLease(margin);
    }

    /**
     * Renews the lease if less than two thirds of the margin are left. For loops: cheap, call it often.
     *
     * @return in how long the next call is due
     */
    public Duration holdTurn(Duration margin) throws IOException {
        return turns.hold(margin);
    }

    // ---------------------------------------------------------------------------------------------- commands

    /** Sets the speed of the game: 1 is normal, 0 stops the physics, and the rendering goes on. */
    public void setSpeed(float speed) throws IOException {
        Calls.requireSpeed(speed);
        command(new ClientMessage.SetSpeed(speed));
        turns.next().speed(speed);
    }

    /** Puts the race back to a state that the game gave; without effect outside races. Resets the camera. */
    public void rewindToState(byte[] state) throws IOException {
        command(new ClientMessage.RewindToState(Calls.requireState(state)));
    }

    /** Saves the state and rewinds to it at once; without effect outside races. */
    public void rewindToCurrentState() throws IOException {
        command(new Call(Kind.REWIND_TO_CURRENT_STATE));
    }

    /** Presses and releases the four keys, from the next tick on; without effect outside races. */
    public void setInputState(boolean left, boolean right, boolean accelerate, boolean brake)
            throws IOException {
        command(new ClientMessage.SetInputState(left, right, accelerate, brake));
    }

    /** Starts the race anew, with its countdown; without effect outside races. */
    public void giveUp() throws IOException {
        command(new Call(Kind.GIVE_UP));
    }

    /** In the turn of the finish: the race is not over. Without effect outside races. */
    public void preventSimulationFinish() throws IOException {
        command(new Call(Kind.PREVENT_SIMULATION_FINISH));
    }

    /** Runs a console command; the game may get to it frames later. Sent as UTF-8. */
    public void executeCommand(String command) throws IOException {
        command(Calls.requireCommand(command));
    }

    /**
     * Sets how long the plugin waits for our acknowledgements, also of this turn; sent at once. For pauses,
     * {@link #renewLease} is better than a long time: while it runs nobody else gets at the game.
     */
    public void setTimeout(Duration answerTime) throws IOException {
        Calls.requireAnswerTime(answerTime.toMillis());
        turns.setTimeout(answerTime.toMillis());
    }

    /**
     * Asks for one frame of the game, scaled to that size. It comes as a message after this turn, perhaps
     * after others; a second request takes the place of the first.
     *
     * @throws IllegalStateException in the turn of a frame: the plugin would forget the request
     */
    public void requestFrame(int width, int height) throws IOException {
        FrameSize size = Calls.requireFrame(width, height);
        turns.requireTurn(Kind.REQUEST_FRAME.protocolName());
        if (turns.turn() instanceof ServerMessage.Frame) {
            throw new IllegalStateException(Kind.REQUEST_FRAME.protocolName() + " in the turn of a frame"
                    + " would be lost, because the plugin clears its request after that turn: ask for the"
                    + " next one in another turn");
        }
        command(new ClientMessage.RequestFrame(width, height));
        turns.next().frameRequested(size);
    }

    /** Takes back the request for a frame. */
    public void unrequestFrame() throws IOException {
        command(new Call(Kind.UNREQUEST_FRAME));
        turns.next().frameTakenBack();
    }

    /** Puts the camera where it is at the start. */
    public void resetCamera() throws IOException {
        command(new Call(Kind.RESET_CAMERA));
    }

    /** Sets the race time between two run steps; the game has ticks of 10 ms. */
    public void setOnStepPeriod(int millis) throws IOException {
        Calls.requirePeriod(millis);
        command(new ClientMessage.SetOnStepPeriod(millis));
    }

    /** Shows or hides what the game draws over a race; hide it for frames. */
    public void toggleInterface(boolean show) throws IOException {
        command(new ClientMessage.ToggleInterface(show));
    }

    /**
     * Lets the plugin drop us, which ends the turn, and disconnects. {@link #close} does the same quietly.
     */
    public void shutdown() throws IOException {
        turns.shutdown();
    }

    // ----------------------------------------------------------------------------------------------- queries

    /** The state of the simulation, in an array of its own; without meaning outside races. */
    public byte[] getSimulationState() throws IOException {
        return ((ServerReply.State) ask(new Call(Kind.GET_SIMULATION_STATE))).bytes();
    }

    /**
     * Whether the race is over. Not in the turn of the finish yet. Ask in races only: the plugin may fail.
     */
    public boolean raceFinished() throws IOException {
        return ((ServerReply.Flag) ask(new Call(Kind.RACE_FINISHED))).isSet();
    }

    /** Whether the game shows its menus. */
    public boolean isInMenus() throws IOException {
        return ((ServerReply.Flag) ask(new Call(Kind.IS_IN_MENUS))).isSet();
    }

    /** The inputs of this race as script text. */
    public String getInputs() throws IOException {
        return ((ServerReply.Inputs) ask(new Call(Kind.GET_INPUTS))).script();
    }

    /**
     * Finds out what the plugin can do. Works with every plugin; the original notes one unknown message in
     * its log.
     *
     * @return what it can do; nothing is enabled by that
     */
    public Capabilities probe() throws IOException {
        return turns.probe();
    }

    /**
     * Switches features of the plugin on, and all others off.
     *
     * @return those that are on now
     * @throws CapabilityMissingException if one was not found by {@link #probe}
     */
    public Set<Capability> enable(Set<Capability> features) throws IOException {
        return turns.enable(features);
    }

    /** The calls that only our own plugin understands. */
    public ExtendedCalls extended() {
        return extended;
    }

    /** {@link #close}, and listens for that long what is said to the farewell; the tap gets it. */
    void close(Duration listening) {
        turns.disconnect(true, listening);
    }

    /** Gathers a message without a reply. */
    void command(ClientMessage message) throws IOException {
        turns.command(message);
    }

    /** Sends a query and waits for its reply, or goes on waiting for it. */
    ServerReply ask(ClientMessage query) throws IOException {
        return turns.ask(query);
    }
}
