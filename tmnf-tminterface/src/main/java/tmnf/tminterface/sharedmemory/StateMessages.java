package tmnf.tminterface.sharedmemory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import tmnf.tminterface.script.EventBufferData;
import tmnf.tminterface.script.EventBufferException;
import tmnf.tminterface.script.ScriptMode;
import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.SimStateData;

/** The structures of variable length in a payload: where each ends follows from the counts inside it. */
final class StateMessages {

    // A state ends with checkpoint data: reserved, count of flags, flags, count of times, times.
    private static final int CHECKPOINTS = SimStateData.MIN_SIZE - CheckpointData.MIN_SIZE;

    private StateMessages() {}

    static SimStateData readState(Slot slot) throws IOException {
        return SimStateData.wrap(slot.bytes(0, CHECKPOINTS + checkpointLength(slot, CHECKPOINTS)));
    }

    static CheckpointData readCheckpoints(Slot slot) throws IOException {
        return CheckpointData.wrap(slot.bytes(0, checkpointLength(slot, 0)));
    }

    private static long checkpointLength(Slot slot, int at) throws MessageFormatException {
        int states = count(slot, at + 4);
        int times = count(slot, at + 8 + 4 * states);
        return CheckpointData.MIN_SIZE + 4L * states + 8L * times;
    }

    private static int count(Slot slot, int at) throws MessageFormatException {
        int count = slot.int32(at);
        if (count < 0 || count > CheckpointData.MAX_COUNT) {
            throw new MessageFormatException("checkpoint data claim " + count + " entries at offset " + at
                    + " of the payload, at most " + CheckpointData.MAX_COUNT
                    + " are possible. They come from a version with another layout.");
        }
        return count;
    }

    static EventBufferData readEvents(Slot slot) throws IOException {
        return EventBufferData.read(slot.buffer(0, slot.capacity()), ScriptMode.STRICT);
    }

    /** @param names whether the indices of the controls are sent along, as the game does */
    static void writeEvents(EventBufferData events, boolean names, Message message)
            throws EventBufferException {
        ByteBuffer out = ByteBuffer.allocate(events.wireLength()).order(ByteOrder.LITTLE_ENDIAN);
        if (names) {
            events.writeWithNames(out);
        } else {
            events.writeWithoutNames(out);
        }
        message.writeBuffer(out.array());
    }
}
