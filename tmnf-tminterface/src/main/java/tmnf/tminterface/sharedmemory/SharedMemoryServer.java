package tmnf.tminterface.sharedmemory;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The game's side of TMInterface 1, for one client at a time. Between ticks the game calls {@link #poll},
 * which lets a client come and go. A call holds the game until the client has answered, at most its timeout,
 * 2000 ms unless the client sets another; then the client is deregistered. The wait begins anew with every
 * call of the client. Confined to the game's thread; closing closes the mapping.
 */
public final class SharedMemoryServer implements Closeable {

    /** What became of a call. */
    public enum Outcome {
        /** The client answered. */
        ANSWERED,
        /** There is no client. */
        NOT_REGISTERED,
        /** The client has deregistered itself instead of answering. */
        DEREGISTERED,
        /** The client did not answer in time and is deregistered. */
        TIMED_OUT,
        /** The client sent nonsense and is deregistered; {@link #lastProblem} has it. */
        MALFORMED
    }

    private final SharedMapping mapping;
    private final Slot slot;
    private final AdaptiveWait wait;
    private final CommandDispatcher dispatcher;
    private boolean registered;
    // Null until a client sent nonsense.
    private String lastProblem;
    private BFEvaluationResponse evaluation = BFEvaluationResponse.DEFAULT;

    /** A server without a client. It owns the mapping. */
    public SharedMemoryServer(SharedMapping mapping, GameCommands game) {
        this(mapping, game, Ticker.SYSTEM);
    }

    /** A server with a clock of its own. */
    public SharedMemoryServer(SharedMapping mapping, GameCommands game, Ticker ticker) {
        this.mapping = mapping;
        this.slot = new Slot(mapping);
        this.wait = new AdaptiveWait(ticker);
        this.dispatcher = new CommandDispatcher(game);
    }

    public boolean registered() {
        return registered;
    }

    /** What was wrong with the last message that made no sense. */
    public Optional<String> lastProblem() {
        return Optional.ofNullable(lastProblem);
    }

    /**
     * Lets a client register or deregister; a new one is told that it is registered and may call meanwhile.
     *
     * @return whether a client is registered now
     */
    public boolean poll() {
        MessageType type = MessageType.of(slot.type()).orElse(null);
        if (type == MessageType.C_REGISTER) {
            register();
        } else if (type == MessageType.C_DEREGISTER) {
            forget();
        }
        // Any other message came too late; left uncleared, it tells its sender that nobody took it.
        return registered;
    }

    private void register() {
        boolean another = registered;
        slot.publish(new Message(MessageType.S_RESPONSE,
                (another ? ErrorCode.CLIENT_ALREADY_REGISTERED : ErrorCode.NONE).code()));
        wait.begin();
        while (!slot.isFree()) {
            if (wait.isOver(CommandDispatcher.DEFAULT_TIMEOUT_MILLIS)) {
                slot.clear();
                return;
            }
            wait.pause();
        }
        if (!another) {
            registered = true;
            call(new Message(MessageType.S_ON_REGISTERED));
        }
    }

    /** A tick of a race. */
    public Outcome onRunStep(int timeMs) {
        return call(new Message(MessageType.S_ON_RUN_STEP).writeInt32(timeMs));
    }

    public Outcome onSimulationBegin() {
        return call(new Message(MessageType.S_ON_SIM_BEGIN));
    }

    /** A tick of a validation. */
    public Outcome onSimulationStep(int timeMs) {
        return call(new Message(MessageType.S_ON_SIM_STEP).writeInt32(timeMs));
    }

    /** The end of a validation, with a result as {@link Client} names them. */
    public Outcome onSimulationEnd(int result) {
        return call(new Message(MessageType.S_ON_SIM_END).writeInt32(result));
    }

    /** A checkpoint; the counts are those of the whole race. */
    public Outcome onCheckpointCountChanged(int current, int target) {
        return call(new Message(MessageType.S_ON_CHECKPOINT_COUNT_CHANGED)
                .writeInt32(current).writeInt32(target));
    }

    public Outcome onLapsCountChanged(int current) {
        return call(new Message(MessageType.S_ON_LAPS_COUNT_CHANGED).writeInt32(current));
    }

    /** A command of the console; times that were not given are -1. */
    public Outcome onCustomCommand(int fromMs, int toMs, String command, List<String> args) {
        Message message = new Message(MessageType.S_ON_CUSTOM_COMMAND)
                .writeInt32(fromMs).writeInt32(toMs).writeInt32(args.size()).writeText(command);
        args.forEach(message::writeText);
        return call(message);
    }

    /** A step of the bruteforce script; {@link #evaluation} has what the client decided. */
    public Outcome onBruteforceEvaluate(BFEvaluationInfo info) {
        evaluation = BFEvaluationResponse.DEFAULT;
        Message message = new Message(MessageType.S_ON_BRUTEFORCE_EVALUATE);
        info.write(message);
        return call(message);
    }

    /** The last answer to {@link #onBruteforceEvaluate}; the default when there was none. */
    public BFEvaluationResponse evaluation() {
        return evaluation;
    }

    /** Tells the client that the game ends; it answers by deregistering. */
    public Outcome shutdown() {
        return call(new Message(MessageType.S_SHUTDOWN));
    }

    private Outcome call(Message message) {
        if (slot.holds(MessageType.C_DEREGISTER)) {
            forget();
        }
        if (!registered) {
            return Outcome.NOT_REGISTERED;
        }
        slot.publish(message);
        wait.begin();
        while (true) {
            MessageType type = MessageType.of(slot.type()).orElse(null);
            if (type != null && type.isFromClient()) {
                Optional<Outcome> outcome = take(type, message.type());
                if (outcome.isPresent()) {
                    return outcome.get();
                }
                wait.begin();
            } else if (dispatcher.timeoutMillis() >= 0 && wait.isOver(dispatcher.timeoutMillis())) {
                forget();
                return Outcome.TIMED_OUT;
            } else {
                wait.pause();
            }
        }
    }

    /** Handles a message of the client; the outcome is empty while the call goes on. */
    private Optional<Outcome> take(MessageType type, MessageType call) {
        try {
            if (type == MessageType.C_DEREGISTER) {
                forget();
                return Optional.of(Outcome.DEREGISTERED);
            }
            if (type != MessageType.C_PROCESSED_CALL) {
                slot.publish(dispatcher.respond(type, slot));
                return Optional.empty();
            }
            int answered = slot.int32(0);
            if (answered != call.id()) {
                throw new MessageFormatException(
                        "an answer to call " + answered + " while " + call + " waits for one");
            }
            if (call == MessageType.S_ON_BRUTEFORCE_EVALUATE) {
                evaluation = BFEvaluationResponse.read(slot, Integer.BYTES);
            }
            slot.clear();
            return Optional.of(Outcome.ANSWERED);
        } catch (IOException e) {
            lastProblem = e.getMessage();
            forget();
            return Optional.of(Outcome.MALFORMED);
        }
    }

    private void forget() {
        registered = false;
        dispatcher.reset();
        slot.clear();
    }

    @Override
    public void close() {
        mapping.close();
    }
}
