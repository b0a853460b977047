package tmnf.tminterface.sim.console;

import tmnf.tminterface.script.InputType;

/** The game, as far as its console commands it. Called on the game's thread. */
public interface ConsoleActions {

    /** Loads a challenge, a path below {@code Tracks/Challenges} with either kind of slash. */
    void loadMap(String name);

    /** Replaces the script that is injected; null takes it away. */
    void scriptChanged(LoadedScript script);

    /**
     * Injects the inputs of the validated replay in place of a script.
     *
     * @param untilMs race time after which the inputs are the driver's again; {@link Long#MAX_VALUE} for
     *     never
     */
    void replay(long untilMs);

    /**
     * Presses a key, releases it, or moves an axis.
     *
     * @param type never {@link InputType#UNKNOWN}
     * @param state keys: 1 or 0; axes: the amount, already limited
     */
    void input(InputType type, int state);

    /** Chooses the camera of a key, 1 to 3. */
    void camera(int number);

    /** Shows or hides the window of the console. */
    void toggleConsole();

    /** A variable has another value now. */
    void variableChanged(String name);

    /** Ends the game. */
    void quit();
}
