package tmnf.tminterface.sharedmemory;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Executes the client's calls and makes the responses. */
final class CommandDispatcher {

    static final int DEFAULT_TIMEOUT_MILLIS = 2000;
    /** More names than this no client needs. */
    static final int MAX_COMMANDS = 1024;

    private final GameCommands game;
    private final Set<String> commands = new HashSet<>();
    private int timeoutMillis = DEFAULT_TIMEOUT_MILLIS;

    CommandDispatcher(GameCommands game) {
        this.game = game;
    }

    int timeoutMillis() {
        return timeoutMillis;
    }

    /** Forgets what a client has set. */
    void reset() {
        commands.clear();
        timeoutMillis = DEFAULT_TIMEOUT_MILLIS;
    }

    /** The response to the call in the slot. */
    Message respond(MessageType type, Slot slot) throws IOException {
        Message response = new Message(MessageType.S_RESPONSE);
        try {
            if (!query(type, slot, response)) {
                command(type, slot);
            }
        } catch (CommandRefusedException e) {
            return new Message(MessageType.S_RESPONSE, e.error().code());
        }
        return response.length() > slot.capacity() + Message.HEADER
                ? new Message(MessageType.S_RESPONSE, ErrorCode.RESPONSE_TOO_LONG.code())
                : response;
    }

    private boolean query(MessageType type, Slot slot, Message response)
            throws IOException, CommandRefusedException {
        switch (type) {
            case C_GET_CONTEXT_MODE -> response.writeInt32(game.contextMode());
            case C_SIM_GET_STATE -> response.writeBuffer(game.simulationState().toBytes());
            case C_SIM_GET_EVENT_BUFFER -> StateMessages.writeEvents(game.eventBuffer(), true, response);
            case C_GET_CHECKPOINT_STATE -> response.writeBuffer(game.checkpointState().toBytes());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void command(MessageType type, Slot slot) throws IOException, CommandRefusedException {
        switch (type) {
            case C_REGISTER -> throw new CommandRefusedException(ErrorCode.CLIENT_ALREADY_REGISTERED);
            case C_SET_INPUT_STATES -> game.setInputState(InputState.read(slot));
            case C_RESPAWN -> game.respawn();
            case C_GIVE_UP -> game.giveUp();
            case C_HORN -> game.horn();
            case C_SIM_REWIND_TO_STATE -> game.rewindToState(StateMessages.readState(slot));
            case C_SIM_SET_EVENT_BUFFER -> game.setEventBuffer(StateMessages.readEvents(slot));
            case C_SIM_SET_TIME_LIMIT -> game.setSimulationTimeLimit(slot.int32(0));
            case C_SET_CHECKPOINT_STATE -> game.setCheckpointState(StateMessages.readCheckpoints(slot));
            case C_SET_GAME_SPEED -> game.setGameSpeed(slot.buffer(0, Double.BYTES).getDouble());
            case C_EXECUTE_COMMAND -> game.executeCommand(ClassicString.read(slot, 4).command());
            case C_SET_EXECUTE_COMMANDS -> game.setExecuteCommands(slot.bytes(0, 1)[0] != 0);
            case C_SET_TIMEOUT -> timeoutMillis = Math.max(-1, slot.int32(0));
            case C_REMOVE_STATE_VALIDATION -> game.removeStateValidation();
            case C_PREVENT_SIMULATION_FINISH -> game.preventSimulationFinish();
            case C_REGISTER_CUSTOM_COMMAND -> customCommand(ClassicString.read(slot, 4).command());
            case C_LOG -> log(slot);
            default -> throw new MessageFormatException("a client cannot call " + type);
        }
    }

    private void customCommand(String name) throws CommandRefusedException {
        if (commands.size() >= MAX_COMMANDS || commands.contains(name)) {
            throw new CommandRefusedException(ErrorCode.COMMAND_ALREADY_REGISTERED);
        }
        game.registerCustomCommand(name);
        commands.add(name);
    }

    private void log(Slot slot) throws IOException, CommandRefusedException {
        String text = slot.error() == ErrorCode.RESPONSE_TOO_LONG.code()
                ? "(a message too long for the mapping)"
                : slot.text(4);
        game.log(LogSeverity.of(slot.int32(0)), text);
    }
}
