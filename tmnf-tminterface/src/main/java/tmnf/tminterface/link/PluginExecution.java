package tmnf.tminterface.link;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.DriverInputs;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ServerReply;

/**
 * Does what a client says, in the game and in the plugin's memory, and forgets it again. Does not know about
 * turns.
 */
final class PluginExecution {

    private static final int OFFERED = Capability.bits(Set.of(Capability.values()));

    private final PluginCommands game;
    private final PluginBehaviour behaviour;
    private final PluginMemory memory;
    private final Consumer<String> log;

    /** A script exception: the turn is over, without a reply. */
    static final class ScriptFailure extends Exception {

        private static final long serialVersionUID = 1L;

        ScriptFailure(String message) {
            super(message);
        }
    }

    PluginExecution(PluginCommands game, PluginBehaviour behaviour, PluginMemory memory,
            Consumer<String> log) {
        this.game = game;
        this.behaviour = behaviour;
        this.memory = memory;
        this.log = log;
    }

    /** Does it, and says what to reply, if anything. */
    Optional<ServerReply> execute(ClientMessage message) throws ScriptFailure {
        Kind kind = message.kind();
        if (kind.isQuery()) {
            return isOffered(kind) ? Optional.of(answer(message)) : skipped(kind);
        }
        if (kind.isExtended()) {
            return isOffered(kind) ? extended(message) : skipped(kind);
        }
        switch (kind) {
            case SET_SPEED -> {
                memory.speed = ((ClientMessage.SetSpeed) message).speed();
                game.setSpeed(memory.speed);
            }
            case EXECUTE_COMMAND -> game.executeCommand(((ClientMessage.ExecuteCommand) message).command());
            case SET_TIMEOUT -> memory.timeoutMs = ((ClientMessage.SetTimeout) message).millis();
            case REQUEST_FRAME -> requestFrame((ClientMessage.RequestFrame) message);
            case RESET_CAMERA -> game.resetCamera();
            case SET_ON_STEP_PERIOD -> setPeriod(((ClientMessage.SetOnStepPeriod) message).millis());
            case UNREQUEST_FRAME -> memory.frameWanted = false;
            case TOGGLE_INTERFACE -> game.toggleInterface(((ClientMessage.ToggleInterface) message).show());
            default -> {
                if (game.inRace()) {
                    inRace(message);
                }
            }
        }
        return Optional.empty();
    }

    /** What the original forgets with its client. */
    void forgetSome() {
        memory.forgetSome();
    }

    void forgetAll() {
        memory.forgetAll();
        adjustRendering(false);
    }

    /**
     * Switches the rendering as the client wishes. Off only while run steps come: without both of them nobody
     * could ever connect again.
     */
    void adjustRendering(boolean steps) {
        boolean off = memory.simulationOnly && steps && memory.speed > 0;
        if (off != memory.renderingOff) {
            memory.renderingOff = off;
            game.setSimulationOnly(off);
        }
    }

    private void inRace(ClientMessage message) {
        switch (message.kind()) {
            case REWIND_TO_STATE -> rewind(((ClientMessage.RewindToState) message).state(), true);
            case REWIND_TO_CURRENT_STATE -> game.rewindToCurrentState();
            case SET_INPUT_STATE -> {
                ClientMessage.SetInputState keys = (ClientMessage.SetInputState) message;
                game.setInputState(keys.left(), keys.right(), keys.accelerate(), keys.brake());
            }
            case GIVE_UP -> game.giveUp();
            case PREVENT_SIMULATION_FINISH -> game.preventSimulationFinish();
            case SET_INPUT_EX -> {
                ClientMessage.SetInputEx set = (ClientMessage.SetInputEx) message;
                game.setInputs(set.mask(), cut(set.inputs()));
            }
            case RESPAWN -> game.respawn();
            case HORN -> game.horn();
            case REWIND_EX -> {
                ClientMessage.RewindEx rewind = (ClientMessage.RewindEx) message;
                rewind(rewind.state(), (rewind.flags() & ClientMessage.RewindEx.RESET_CAMERA) != 0);
            }
            default -> throw new IllegalArgumentException("no message for a race: " + message);
        }
    }

    private Optional<ServerReply> extended(ClientMessage message) {
        switch (message.kind()) {
            case REQUEST_FRAME_EX -> {
                ClientMessage.RequestFrameEx request = (ClientMessage.RequestFrameEx) message;
                wantFrame(request.width(), request.height(), true);
            }
            case SET_HEARTBEAT -> memory.heartbeatMs = ((ClientMessage.SetHeartbeat) message).millis();
            case SIMULATION_ONLY -> memory.simulationOnly = ((ClientMessage.SimulationOnly) message).on();
            default -> {
                if (game.inRace()) {
                    inRace(message);
                }
            }
        }
        return Optional.empty();
    }

    private ServerReply answer(ClientMessage query) throws ScriptFailure {
        return switch (query.kind()) {
            case GET_SIMULATION_STATE -> new ServerReply.State(game.saveState());
            case RACE_FINISHED -> new ServerReply.Flag(isFinished() ? 1 : 0);
            case IS_IN_MENUS -> new ServerReply.Flag(game.gameState() == GameState.MENUS.value() ? 1 : 0);
            case GET_INPUTS -> new ServerReply.Inputs(game.inputs());
            case PROBE -> new ServerReply.Probe(ServerReply.Probe.VERSION, OFFERED);
            case ENABLE -> {
                memory.features = ((ClientMessage.Enable) query).features() & OFFERED;
                yield new ServerReply.Enabled(memory.features);
            }
            case GET_INPUT_STATE -> new ServerReply.InputState(game.inputState());
            case GET_GAME_STATE -> new ServerReply.GameStatus(game.gameState(), game.inRace(),
                    game.raceTimeMs(),
                    game.tickTimeMs());
            case GET_CHALLENGE -> game.challenge();
            default -> throw new IllegalArgumentException("no query: " + query);
        };
    }

    private boolean isFinished() throws ScriptFailure {
        Optional<Boolean> player = game.playerFinished();
        if (player.isEmpty() && behaviour == PluginBehaviour.ORIGINAL) {
            throw new ScriptFailure("null access: there is no player");
        }
        return player.orElse(false) || game.tickTimeMs() > game.raceTimeMs();
    }

    private static DriverInputs cut(DriverInputs inputs) {
        return new DriverInputs(inputs.left(), inputs.right(), inputs.accelerate(), inputs.brake(),
                cut(inputs.steer()), cut(inputs.gas()));
    }

    private static int cut(int analog) {
        return Math.max(-DriverInputs.FULL, Math.min(DriverInputs.FULL, analog));
    }

    private void rewind(byte[] state, boolean resetCamera) {
        // Ours goes nowhere without a state; the original hands whatever it got to the game.
        if (state.length > 0 || behaviour == PluginBehaviour.ORIGINAL) {
            game.rewindToState(state, resetCamera);
        }
    }

    private void requestFrame(ClientMessage.RequestFrame request) {
        if (behaviour == PluginBehaviour.EXTENDED) {
            memory.frameWanted = false;
            wantFrame(request.width(), request.height(), false);
        } else if (request.height() < 0) {
            memory.frameWanted = false;
        } else {
            memory.wantFrame(request.width(), request.height(), false);
        }
    }

    private void wantFrame(int width, int height, boolean sized) {
        if (new FrameSize(width, height).isReadable()) {
            memory.wantFrame(width, height, sized);
        } else {
            log.accept("no frame of " + width + " x " + height);
        }
    }

    private void setPeriod(int millis) {
        if (millis > 0 || behaviour == PluginBehaviour.ORIGINAL) {
            memory.periodMs = millis;
        } else {
            log.accept("a step period of " + millis + " ms is refused");
        }
    }

    private boolean isOffered(Kind kind) {
        return switch (kind) {
            case SET_INPUT_EX, GET_INPUT_STATE -> memory.enabled(Capability.INPUTS);
            case REQUEST_FRAME_EX -> memory.enabled(Capability.FRAMES);
            case SET_HEARTBEAT -> memory.enabled(Capability.HEARTBEAT);
            case GET_GAME_STATE, GET_CHALLENGE -> memory.enabled(Capability.QUERIES);
            case RESPAWN, HORN, SIMULATION_ONLY, REWIND_EX -> memory.enabled(Capability.CALLS);
            default -> true;
        };
    }

    private Optional<ServerReply> skipped(Kind kind) {
        log.accept("message " + kind.id() + " skipped: not enabled");
        return Optional.empty();
    }
}
