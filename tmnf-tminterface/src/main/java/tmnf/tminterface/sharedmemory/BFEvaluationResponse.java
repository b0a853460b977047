package tmnf.tminterface.sharedmemory;

import java.util.Objects;

/**
 * The answer to a step of the bruteforce script.
 *
 * @param rewindTimeMs only with {@link BFEvaluationDecision#REJECT}, for a client that changed the inputs
 *     itself: 10 ms before the first changed one; -1 leaves the change to the script
 */
public record BFEvaluationResponse(BFEvaluationDecision decision, int rewindTimeMs) {

    /** No opinion: the script's own evaluation. */
    public static final BFEvaluationResponse DEFAULT = of(BFEvaluationDecision.CONTINUE);

    public BFEvaluationResponse {
        Objects.requireNonNull(decision);
    }

    /** An answer that leaves changes of the inputs to the script. */
    public static BFEvaluationResponse of(BFEvaluationDecision decision) {
        return new BFEvaluationResponse(decision, -1);
    }

    static BFEvaluationResponse read(Slot slot, int offset) throws MessageFormatException {
        return new BFEvaluationResponse(
                BFEvaluationDecision.of(slot.int32(offset)), slot.int32(offset + Integer.BYTES));
    }

    void write(Message message) {
        message.writeInt32(decision.id()).writeInt32(rewindTimeMs);
    }
}
