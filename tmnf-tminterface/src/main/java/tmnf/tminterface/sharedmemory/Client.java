package tmnf.tminterface.sharedmemory;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * What a program does when the game calls. All callbacks run on the client's own thread; the game stands
 * still during those that may throw, and its calls in {@link TMInterface} are possible only within them. A
 * callback must return within the {@linkplain TMInterface#setTimeout timeout}, or the game deregisters the
 * client. An exception that leaves one is handed to {@link #onClientException}; the client then deregisters
 * itself, so that the game goes on.
 */
public interface Client {

    /** Result of a simulation: the replay is not valid. */
    int RESULT_INVALID = 0;
    /** Result of a simulation: the replay is valid. */
    int RESULT_VALID = 1;
    /** Result of a simulation: the inputs do not lead to the states in the replay. */
    int RESULT_WRONG_SIMULATION = 2;

    /** The game has accepted this client. */
    default void onRegistered(TMInterface iface) throws IOException {}

    /** This client is no longer registered, whoever ended it; {@link TMInterface#lossReason} may say why. */
    default void onDeregistered(TMInterface iface) {}

    /** The game ends. */
    default void onShutdown(TMInterface iface) {}

    /** A tick of a normal race. The time is negative during the countdown. */
    default void onRunStep(TMInterface iface, int timeMs) throws IOException {}

    /** The validation of a replay begins. */
    default void onSimulationBegin(TMInterface iface) throws IOException {}

    /** A tick of a validation. */
    default void onSimulationStep(TMInterface iface, int timeMs) throws IOException {}

    /** A validation is over; the result is one of the constants above. */
    default void onSimulationEnd(TMInterface iface, int result) throws IOException {}

    /**
     * A checkpoint was passed, or a state rewound to.
     *
     * @param current checkpoints passed so far, over all laps
     * @param target checkpoints of the whole race, the finish included
     */
    default void onCheckpointCountChanged(TMInterface iface, int current, int target) throws IOException {}

    /** A lap was completed, or a state rewound to. */
    default void onLapsCountChanged(TMInterface iface, int current) throws IOException {}

    /**
     * The user executed a registered command.
     *
     * @param fromMs start of the range before it, -1 without one
     * @param toMs end of the range, -1 without one
     */
    default void onCustomCommand(TMInterface iface, int fromMs, int toMs, String command, List<String> args)
            throws IOException {}

    /** A step of the bruteforce script. An empty answer leaves the evaluation to the script. */
    default Optional<BFEvaluationResponse> onBruteforceEvaluate(TMInterface iface, BFEvaluationInfo info)
            throws IOException {
        return Optional.empty();
    }

    /**
     * Opening the mapping, registering, reading a message or a callback failed. The client ends then. Without
     * a method of its own the failure is logged as an error.
     */
    default void onClientException(TMInterface iface, Exception exception) {
        LoggerFactory.getLogger(Client.class)
                .error("the client of {} ends: {}", iface.serverName(), exception.getMessage(), exception);
    }
}
