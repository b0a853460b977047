package tmnf.tminterface.sharedmemory;

import java.util.Optional;

/** What a message says. Those with S come from the game, those with C from the client. */
public enum MessageType {
    S_RESPONSE(1),
    S_ON_REGISTERED(2),
    S_SHUTDOWN(3),
    S_ON_RUN_STEP(4),
    S_ON_SIM_BEGIN(5),
    S_ON_SIM_STEP(6),
    S_ON_SIM_END(7),
    S_ON_CHECKPOINT_COUNT_CHANGED(8),
    S_ON_LAPS_COUNT_CHANGED(9),
    S_ON_CUSTOM_COMMAND(10),
    S_ON_BRUTEFORCE_EVALUATE(11),
    C_REGISTER(12),
    C_DEREGISTER(13),
    C_PROCESSED_CALL(14),
    C_SET_INPUT_STATES(15),
    C_RESPAWN(16),
    C_GIVE_UP(17),
    C_HORN(18),
    C_SIM_REWIND_TO_STATE(19),
    C_SIM_GET_STATE(20),
    C_SIM_GET_EVENT_BUFFER(21),
    C_GET_CONTEXT_MODE(22),
    C_SIM_SET_EVENT_BUFFER(23),
    C_SIM_SET_TIME_LIMIT(24),
    C_GET_CHECKPOINT_STATE(25),
    C_SET_CHECKPOINT_STATE(26),
    C_SET_GAME_SPEED(27),
    C_EXECUTE_COMMAND(28),
    C_SET_EXECUTE_COMMANDS(29),
    C_SET_TIMEOUT(30),
    C_REMOVE_STATE_VALIDATION(31),
    C_PREVENT_SIMULATION_FINISH(32),
    C_REGISTER_CUSTOM_COMMAND(33),
    C_LOG(34),
    ANY(35);

    private static final MessageType[] BY_ID = values();

    private final int id;

    MessageType(int id) {
        this.id = id;
    }

    /** The number in the first byte of a message. */
    public int id() {
        return id;
    }

    /** The type with a number; empty for one that no version of TMInterface 1 uses. */
    public static Optional<MessageType> of(int id) {
        return id < 1 || id > BY_ID.length ? Optional.empty() : Optional.of(BY_ID[id - 1]);
    }

    /** Whether the game sends it without having been asked. */
    public boolean isServerCall() {
        return id >= S_ON_REGISTERED.id && id <= S_ON_BRUTEFORCE_EVALUATE.id;
    }

    /** Whether it comes from the client. */
    public boolean isFromClient() {
        return id >= C_REGISTER.id && id <= C_LOG.id;
    }
}
