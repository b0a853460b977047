package tmnf.tminterface.sharedmemory;

import java.util.Objects;

/**
 * The settings of the bruteforce script and where its search is; 44 bytes, eleven numbers in this order.
 *
 * @param timeMs race time of the simulation
 * @param modifiedInputsNum how many inputs a step changes
 * @param inputsMinTimeMs first input that may change, -1 for no limit
 * @param inputsMaxTimeMs last input that may change, -1 for no limit
 * @param maxSteerDiff largest change of a steering input
 * @param maxTimeDiffMs largest shift of an input
 * @param overrideStopTimeMs where the simulation ends, -1 for the usual place
 * @param searchForever whether it goes on after an improvement
 * @param inputsExtendSteer whether steering is filled in between inputs
 */
public record BFEvaluationInfo(
        BFPhase phase,
        BFTarget target,
        int timeMs,
        int modifiedInputsNum,
        int inputsMinTimeMs,
        int inputsMaxTimeMs,
        int maxSteerDiff,
        int maxTimeDiffMs,
        int overrideStopTimeMs,
        boolean searchForever,
        boolean inputsExtendSteer) {

    public BFEvaluationInfo {
        Objects.requireNonNull(phase);
        Objects.requireNonNull(target);
    }

    static BFEvaluationInfo read(Slot slot) throws MessageFormatException {
        return new BFEvaluationInfo(BFPhase.of(slot.int32(0)), BFTarget.of(slot.int32(4)), slot.int32(8),
                slot.int32(12), slot.int32(16), slot.int32(20), slot.int32(24), slot.int32(28),
                slot.int32(32), slot.int32(36) != 0, slot.int32(40) != 0);
    }

    void write(Message message) {
        message.writeInt32(phase.id()).writeInt32(target.id()).writeInt32(timeMs)
                .writeInt32(modifiedInputsNum).writeInt32(inputsMinTimeMs).writeInt32(inputsMaxTimeMs)
                .writeInt32(maxSteerDiff).writeInt32(maxTimeDiffMs).writeInt32(overrideStopTimeMs)
                .writeInt32(searchForever ? 1 : 0).writeInt32(inputsExtendSteer ? 1 : 0);
    }
}
