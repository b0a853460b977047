package tmnf.tminterface.link;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ClientMessage.Call;
import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.ClientMessage.SetInputEx;
import tmnf.tminterface.protocol.DriverInputs;
import tmnf.tminterface.protocol.ServerReply;

/**
 * The calls of a {@link GameLink} that only our own plugin understands. Each needs a {@link Capability} that
 * {@link GameLink#enable} switched on, and throws {@link CapabilityMissingException} otherwise. The rules
 * about turns are those of the link.
 */
public final class ExtendedCalls {

    private final LinkTurns turns;

    ExtendedCalls(LinkTurns turns) {
        this.turns = turns;
    }

    /**
     * Sets some of the inputs, from the next tick on; without effect outside races.
     *
     * @param mask bits of {@link SetInputEx} for those to set
     */
    public void setInputs(int mask, DriverInputs inputs) throws IOException {
        require(Capability.INPUTS, Kind.SET_INPUT_EX);
        if (Math.abs((long) inputs.steer()) > DriverInputs.FULL
                || Math.abs((long) inputs.gas()) > DriverInputs.FULL) {
            throw new IllegalArgumentException("steer or gas outside [-65536, 65536]: " + inputs);
        }
        turns.command(new SetInputEx(mask, inputs));
    }

    /**
     * Sets the axes.
     *
     * @param steer from -65,536 (left) to 65,536 (right)
     * @param gas below -19,661 is throttle, above 19,661 brake
     */
    public void setAnalog(int steer, int gas) throws IOException {
        setInputs(SetInputEx.STEER | SetInputEx.GAS, new DriverInputs(false, false, false, false, steer,
                gas));
    }

    /** The inputs as the game has them. */
    public DriverInputs getInputState() throws IOException {
        require(Capability.INPUTS, Kind.GET_INPUT_STATE);
        return ((ServerReply.InputState) turns.ask(new Call(Kind.GET_INPUT_STATE))).inputs();
    }

    /** Asks for one frame that says its size and time; also possible in the turn of a frame. */
    public void requestFrame(int width, int height) throws IOException {
        require(Capability.FRAMES, Kind.REQUEST_FRAME_EX);
        Calls.requireFrame(width, height);
        turns.command(new ClientMessage.RequestFrameEx(width, height));
        turns.next().sizedFrameRequested();
    }

    /** Asks for turns outside races, so often; {@link Duration#ZERO} for none. */
    public void setHeartbeat(Duration period) throws IOException {
        require(Capability.HEARTBEAT, Kind.SET_HEARTBEAT);
        if (period.isNegative() || period.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a heartbeat outside [0, 2147483647] ms: " + period);
        }
        turns.command(new ClientMessage.SetHeartbeat((int) period.toMillis()));
        turns.next().heartbeat(!period.isZero());
    }

    /** What the game is busy with. */
    public ServerReply.GameStatus getGameStatus() throws IOException {
        require(Capability.QUERIES, Kind.GET_GAME_STATE);
        return (ServerReply.GameStatus) turns.ask(new Call(Kind.GET_GAME_STATE));
    }

    /** The challenge that is loaded, if one is. */
    public Optional<ServerReply.Challenge> getChallenge() throws IOException {
        require(Capability.QUERIES, Kind.GET_CHALLENGE);
        ServerReply.Challenge challenge = (ServerReply.Challenge) turns.ask(new Call(Kind.GET_CHALLENGE));
        return challenge.equals(ServerReply.Challenge.NONE) ? Optional.empty() : Optional.of(challenge);
    }

    /** Goes back to the last checkpoint; without effect outside races. */
    public void respawn() throws IOException {
        call(Kind.RESPAWN);
    }

    /** Sounds the horn; without effect outside races. */
    public void horn() throws IOException {
        call(Kind.HORN);
    }

    /**
     * Lets the physics run without rendering, or with it again. It holds while run steps come, so until the
     * state of the game changes or the speed is 0, and again from the next run step on; otherwise the game
     * would not notice a new client.
     */
    public void setSimulationOnly(boolean on) throws IOException {
        require(Capability.CALLS, Kind.SIMULATION_ONLY);
        turns.command(new ClientMessage.SimulationOnly(on));
    }

    /** As {@link GameLink#rewindToState}, with a choice about the camera. */
    public void rewindToState(byte[] state, boolean resetCamera) throws IOException {
        require(Capability.CALLS, Kind.REWIND_EX);
        turns.command(new ClientMessage.RewindEx(resetCamera ? ClientMessage.RewindEx.RESET_CAMERA : 0,
                Calls.requireStateBehindFlags(state)));
    }

    /**
     * In the state RUNNING: asks a game that stands in menus or a preview for a turn. The next message is
     * then a {@link tmnf.tminterface.protocol.ServerMessage.Heartbeat}, unless the game opens another turn
     * just now.
     */
    public void askForTurn() throws IOException {
        turns.capabilities().require(Capability.POLLING, "askForTurn()");
        turns.askForTurn();
    }

    private void call(Kind kind) throws IOException {
        require(Capability.CALLS, kind);
        turns.command(new Call(kind));
    }

    private void require(Capability capability, Kind kind) {
        turns.capabilities().require(capability, kind.protocolName());
    }
}
