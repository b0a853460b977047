package tmnf.tminterface.sharedmemory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tmnf.tminterface.script.EventBufferData;
import tmnf.tminterface.script.EventNames;
import tmnf.tminterface.script.ScriptMode;
import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.SimStateData;

/** A game that keeps what it was given and writes down what it was told. */
final class FakeGame implements GameCommands {

    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    volatile int contextMode = TMInterface.MODE_RUN;
    volatile boolean playing = true;
    SimStateData state = SimStateData.blank(3, 2);
    CheckpointData checkpoints = CheckpointData.blank(3, 2);
    EventBufferData events = EventBufferData.withAllControls(45_000, ScriptMode.STRICT);

    FakeGame() {
        events.clear();
        events.add(0, EventNames.ACCELERATE, true);
    }

    @Override
    public int contextMode() {
        return contextMode;
    }

    @Override
    public void setInputState(InputState inputs) {
        log.add("inputs " + inputs.accelerate().orElse(false) + " " + inputs.steer().orElse(0));
    }

    @Override
    public void respawn() {
        log.add("respawn");
    }

    @Override
    public void giveUp() {
        log.add("give up");
    }

    @Override
    public void horn() {
        log.add("horn");
    }

    @Override
    public void rewindToState(SimStateData target) {
        log.add("rewind " + target.raceTimeMs());
        state = target;
    }

    @Override
    public SimStateData simulationState() throws CommandRefusedException {
        if (!playing) {
            throw new CommandRefusedException(ErrorCode.NO_PLAYER_INFO);
        }
        return state;
    }

    @Override
    public EventBufferData eventBuffer() throws CommandRefusedException {
        if (!playing) {
            throw new CommandRefusedException(ErrorCode.NO_EVENT_BUFFER);
        }
        return events;
    }

    @Override
    public void setEventBuffer(EventBufferData buffer) {
        log.add("events " + buffer.events().size());
        events.events().clear();
        events.events().addAll(buffer.events());
    }

    @Override
    public void setSimulationTimeLimit(int timeMs) {
        log.add("limit " + timeMs);
    }

    @Override
    public CheckpointData checkpointState() {
        return checkpoints;
    }

    @Override
    public void setCheckpointState(CheckpointData data) {
        log.add("checkpoints " + data.passedCount());
        checkpoints = data;
    }

    @Override
    public void setGameSpeed(double speed) {
        log.add("speed " + speed);
    }

    @Override
    public void executeCommand(String command) {
        log.add("execute " + command);
    }

    @Override
    public void setExecuteCommands(boolean execute) {
        log.add("execute commands " + execute);
    }

    @Override
    public void removeStateValidation() {
        log.add("no validation");
    }

    @Override
    public void preventSimulationFinish() {
        log.add("no finish");
    }

    @Override
    public void registerCustomCommand(String command) {
        log.add("command " + command);
    }

    @Override
    public void log(LogSeverity severity, String message) {
        log.add(severity + " " + message);
    }
}
