package tmnf.tminterface.sim.game;

import java.util.function.Consumer;

import tmnf.tminterface.script.EventBufferData;
import tmnf.tminterface.script.EventNames;
import tmnf.tminterface.script.InputType;
import tmnf.tminterface.sharedmemory.CommandRefusedException;
import tmnf.tminterface.sharedmemory.ErrorCode;
import tmnf.tminterface.sharedmemory.GameCommands;
import tmnf.tminterface.sharedmemory.InputState;
import tmnf.tminterface.sharedmemory.LogSeverity;
import tmnf.tminterface.sharedmemory.TMInterface;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.SimStateData;

/** The game as a client of TMInterface 1 sees it: it drives, validations are not simulated. */
final class SharedMemorySide implements GameCommands {

    private final GameSession session;
    private final Consumer<String> log;

    SharedMemorySide(GameSession session, Consumer<String> log) {
        this.session = session;
        this.log = log;
    }

    private Race race(ErrorCode otherwise) throws CommandRefusedException {
        if (!session.inRace()) {
            throw new CommandRefusedException(otherwise);
        }
        return session.race();
    }

    @Override
    public int contextMode() {
        return TMInterface.MODE_RUN;
    }

    @Override
    public void setInputState(InputState inputs) throws CommandRefusedException {
        Race race = race(ErrorCode.NO_PLAYER_INFO);
        inputs.left().ifPresent(on -> race.setInput(InputType.LEFT, on ? 1 : 0));
        inputs.right().ifPresent(on -> race.setInput(InputType.RIGHT, on ? 1 : 0));
        inputs.accelerate().ifPresent(on -> race.setInput(InputType.UP, on ? 1 : 0));
        inputs.brake().ifPresent(on -> race.setInput(InputType.DOWN, on ? 1 : 0));
        inputs.steer().ifPresent(amount -> race.setInput(InputType.STEER, amount));
        inputs.gas().ifPresent(amount -> race.setInput(InputType.GAS, amount));
    }

    @Override
    public void respawn() throws CommandRefusedException {
        race(ErrorCode.NO_PLAYER_INFO).setInput(InputType.RESPAWN, 1);
    }

    @Override
    public void giveUp() throws CommandRefusedException {
        race(ErrorCode.NO_PLAYER_INFO);
        session.restart();
    }

    @Override
    public void horn() throws CommandRefusedException {
        race(ErrorCode.NO_PLAYER_INFO).setInput(InputType.HORN, 1);
    }

    @Override
    public void rewindToState(SimStateData state) throws CommandRefusedException {
        race(ErrorCode.NO_PLAYER_INFO);
        session.rewind(state);
    }

    @Override
    public SimStateData simulationState() throws CommandRefusedException {
        return race(ErrorCode.NO_PLAYER_INFO).save();
    }

    @Override
    public EventBufferData eventBuffer() throws CommandRefusedException {
        return race(ErrorCode.NO_EVENT_BUFFER).eventBuffer();
    }

    @Override
    public void setEventBuffer(EventBufferData events) throws CommandRefusedException {
        Race race = race(ErrorCode.NO_EVENT_BUFFER);
        // The client's events index our names, which it does not send back.
        events.controlNames().clear();
        events.controlNames().addAll(EventNames.ALL);
        race.setEventBuffer(events);
    }

    @Override
    public void setSimulationTimeLimit(int timeMs) {
        log.accept("validations are not simulated, nor is their time limit");
    }

    @Override
    public CheckpointData checkpointState() throws CommandRefusedException {
        return race(ErrorCode.NO_PLAYER_INFO).save().checkpointData();
    }

    @Override
    public void setCheckpointState(CheckpointData data) throws CommandRefusedException {
        rewindToState(race(ErrorCode.NO_PLAYER_INFO).save().withCheckpointData(data));
    }

    @Override
    public void setGameSpeed(double speed) {
        session.setSpeed(speed);
    }

    @Override
    public void executeCommand(String command) {
        log.accept("> " + command);
        session.console().submit(command);
    }

    @Override
    public void setExecuteCommands(boolean execute) {
        session.setExecuteCommands(execute);
    }

    @Override
    public void removeStateValidation() {
        // States carry nothing that would have to be removed.
    }

    @Override
    public void preventSimulationFinish() throws CommandRefusedException {
        race(ErrorCode.NO_PLAYER_INFO);
        session.running().preventFinish();
    }

    @Override
    public void registerCustomCommand(String command) {
        log.accept("the client brings the command " + command);
    }

    @Override
    public void log(LogSeverity severity, String message) {
        log.accept("client: " + message);
    }
}
