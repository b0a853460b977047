package tmnf.tminterface.sharedmemory;

import tmnf.tminterface.script.EventBufferData;
import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.SimStateData;

/**
 * The game behind a {@link SharedMemoryServer}: executes what a client asks for during a call. Everything
 * runs on the thread that made the call.
 */
public interface GameCommands {

    /** {@link TMInterface#MODE_SIMULATION} or {@link TMInterface#MODE_RUN}. */
    int contextMode();

    void setInputState(InputState inputs) throws CommandRefusedException;

    void respawn() throws CommandRefusedException;

    void giveUp() throws CommandRefusedException;

    void horn() throws CommandRefusedException;

    void rewindToState(SimStateData state) throws CommandRefusedException;

    SimStateData simulationState() throws CommandRefusedException;

    /** The inputs, with the names of the controls. */
    EventBufferData eventBuffer() throws CommandRefusedException;

    /** Replaces the inputs; the names of the given buffer are empty and its events index the game's own. */
    void setEventBuffer(EventBufferData events) throws CommandRefusedException;

    /** Milliseconds, -1 for the original limit. */
    void setSimulationTimeLimit(int timeMs) throws CommandRefusedException;

    CheckpointData checkpointState() throws CommandRefusedException;

    void setCheckpointState(CheckpointData data) throws CommandRefusedException;

    void setGameSpeed(double speed) throws CommandRefusedException;

    void executeCommand(String command) throws CommandRefusedException;

    void setExecuteCommands(boolean execute) throws CommandRefusedException;

    void removeStateValidation() throws CommandRefusedException;

    void preventSimulationFinish() throws CommandRefusedException;

    /** A new custom command; the server has made sure that its name is new. */
    void registerCustomCommand(String command) throws CommandRefusedException;

    void log(LogSeverity severity, String message) throws CommandRefusedException;
}
