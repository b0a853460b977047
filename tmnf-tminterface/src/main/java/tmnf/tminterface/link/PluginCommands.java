package tmnf.tminterface.link;

import java.nio.ByteBuffer;
import java.util.Optional;

import tmnf.tminterface.protocol.DriverInputs;
import tmnf.tminterface.protocol.ServerReply;

/**
 * The game behind a {@link PluginServer}. Called on the thread that called the server, which is the game's:
 * the game stands still meanwhile. What only makes sense in a race is only called in one.
 */
public interface PluginCommands {

    /** What the game is busy with, a number of {@link tmnf.tminterface.protocol.GameState}. */
    int gameState();

    /** Whether a race is driven. */
    boolean inRace();

    /** Negative in the countdown; stands still after the finish. */
    int raceTimeMs();

    /** As the race time, but goes on after the finish. */
    int tickTimeMs();

    /** 1 is normal, 0 stops the physics. */
    void setSpeed(float speed);

    /** In a race: goes back to a state; any bytes may come. */
    void rewindToState(byte[] state, boolean resetCamera);

    /** In a race: saves and rewinds. */
    void rewindToCurrentState();

    /** The state; outside a race any bytes. */
    byte[] saveState();

    /** In a race: keys, from the next tick on. */
    void setInputState(boolean left, boolean right, boolean accelerate, boolean brake);

    /** In a race: starts it anew. */
    void giveUp();

    /** In a race: the finish does not count. */
    void preventSimulationFinish();

    /** Runs a console command, now or later. */
    void executeCommand(String command);

    /** Whether the player has finished; empty while there is no player. */
    Optional<Boolean> playerFinished();

    /** Puts the camera where it is at the start. */
    void resetCamera();

    /** Shows or hides what is drawn over a race. */
    void toggleInterface(boolean show);

    /** The inputs of this race as script text. */
    String inputs();

    /**
     * The frame that is being rendered, scaled: BGRA, rows from top to bottom. The buffer is only read,
     * before the next call. Empty when there is none at the moment.
     *
     * @param width any number from the client; the original plugin passes on what it gets
     * @param height from 0 on, as {@code width}
     */
    Optional<ByteBuffer> captureFrame(int width, int height);

    /**
     * In a race: sets the inputs in the mask of {@link tmnf.tminterface.protocol.ClientMessage.SetInputEx}.
     */
    void setInputs(int mask, DriverInputs inputs);

    /** The inputs as they are. */
    DriverInputs inputState();

    /** The challenge, {@link ServerReply.Challenge#NONE} without one. */
    ServerReply.Challenge challenge();

    /** In a race: back to the last checkpoint. */
    void respawn();

    /** In a race: sounds the horn. */
    void horn();

    /** Physics without rendering, or with it. */
    void setSimulationOnly(boolean on);
}
