package tmnf.tminterface.sharedmemory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Turns a call of the game into a callback and what came of it into the answer. */
final class ServerCalls {

    private ServerCalls() {}

    /** The answer to the call in the slot. */
    static Message answer(MessageType type, Slot slot, Client client, TMInterface iface) throws IOException {
        Message answer = new Message(MessageType.C_PROCESSED_CALL).writeInt32(type.id());
        switch (type) {
            case S_ON_REGISTERED -> client.onRegistered(iface);
            case S_ON_RUN_STEP -> client.onRunStep(iface, slot.int32(0));
            case S_ON_SIM_BEGIN -> client.onSimulationBegin(iface);
            case S_ON_SIM_STEP -> client.onSimulationStep(iface, slot.int32(0));
            case S_ON_SIM_END -> client.onSimulationEnd(iface, slot.int32(0));
            case S_ON_CHECKPOINT_COUNT_CHANGED ->
                    client.onCheckpointCountChanged(iface, slot.int32(0), slot.int32(4));
            case S_ON_LAPS_COUNT_CHANGED -> client.onLapsCountChanged(iface, slot.int32(0));
            case S_ON_CUSTOM_COMMAND -> customCommand(slot, client, iface);
            case S_ON_BRUTEFORCE_EVALUATE ->
                    client.onBruteforceEvaluate(iface, BFEvaluationInfo.read(slot))
                            .orElse(BFEvaluationResponse.DEFAULT).write(answer);
            default -> throw new IllegalStateException("not a call to answer: " + type);
        }
        return answer;
    }

    private static void customCommand(Slot slot, Client client, TMInterface iface) throws IOException {
        int from = slot.int32(0);
        int to = slot.int32(4);
        int count = slot.int32(8);
        if (count < 0 || count > slot.capacity() / Integer.BYTES) {
            throw new MessageFormatException("a custom command with " + count
                    + " arguments, more than fit. Use the size of the mapping that the game uses.");
        }
        String command = slot.text(12);
        int at = 12 + Integer.BYTES + command.length();
        List<String> args = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String arg = slot.text(at);
            at += Integer.BYTES + arg.length();
            args.add(arg);
        }
        client.onCustomCommand(iface, from, to, command, List.copyOf(args));
    }
}
