package tmnf.tminterface.script;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tmnf.tminterface.state.Event;

/**
 * Event buffers in shared memory. Little-endian:
 *
 * <pre>
 * int32[10]  index of each name of EventNames.ALL in the table of names, -1: absent
 * uint32     duration, ms
 * uint32     n, number of events
 * Event[n]   int32 stored time, int32 data; the newest first
 * </pre>
 */
final class EventBufferWire {

    private static final int NAMES = EventNames.ALL.size();
    private static final int HEAD_BYTES = (NAMES + 2) * Integer.BYTES;
    private static final int EVENT_BYTES = 2 * Integer.BYTES;
    private static final int ABSENT = -1;
    /** An event has 8 bits for the index, one of them the sign. */
    private static final int MAX_INDEX = Byte.MAX_VALUE;

    private EventBufferWire() {}

    static int length(int events) {
        return HEAD_BYTES + events * EVENT_BYTES;
    }

    static EventBufferData read(ByteBuffer source, ScriptMode mode) throws EventBufferException {
        ByteBuffer in = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < HEAD_BYTES) {
            throw new EventBufferException("event buffer cut short: its head has " + HEAD_BYTES + " bytes, "
                    + in.remaining() + " are there");
        }
        int[] indices = new int[NAMES];
        for (int i = 0; i < NAMES; i++) {
            indices[i] = in.getInt();
        }
        EventBufferData buffer = new EventBufferData(in.getInt(), mode);
        buffer.controlNames().addAll(names(indices));
        long count = Integer.toUnsignedLong(in.getInt());
        if (count > EventBufferData.MAX_EVENTS || count * EVENT_BYTES > in.remaining()) {
            throw new EventBufferException("event buffer claims " + count + " events of " + EVENT_BYTES
                    + " bytes, but " + in.remaining()
                    + " bytes are there; do game and client have different server sizes?");
        }
        List<Event> oldestFirst = new ArrayList<>((int) count);
        int end = in.position() + (int) count * EVENT_BYTES;
        for (int at = end - EVENT_BYTES; at >= in.position(); at -= EVENT_BYTES) {
            oldestFirst.add(Event.of(in.getInt(at), in.getInt(at + Integer.BYTES)));
        }
        buffer.addAllOldestFirst(oldestFirst);
        source.position(end);
        return buffer;
    }

    private static List<String> names(int[] indices) throws EventBufferException {
        int size = NAMES;
        for (int index : indices) {
            if (index < ABSENT || index > MAX_INDEX) {
                throw new EventBufferException(
                        "event buffer has a name at index " + index + ", outside -1 to " + MAX_INDEX);
            }
            size = Math.max(size, index + 1);
        }
        String[] names = new String[size];
        Arrays.fill(names, "");
        for (int i = 0; i < NAMES; i++) {
            if (indices[i] != ABSENT) {
                if (!names[indices[i]].isEmpty()) {
                    throw new EventBufferException("event buffer has two names at index " + indices[i] + ": "
                            + names[indices[i]] + " and " + EventNames.ALL.get(i));
                }
                names[indices[i]] = EventNames.ALL.get(i);
            }
        }
        return Arrays.asList(names);
    }

    static void write(EventBufferData buffer, ByteBuffer target, boolean withNames)
            throws EventBufferException {
        int length = buffer.wireLength();
        if (target.remaining() < length) {
            throw new EventBufferException("event buffer of " + buffer.events().size() + " events has "
                    + length + " bytes, there is room for " + target.remaining() + "; start the game with a"
                    + " larger /serversize, and the client with the same");
        }
        ByteBuffer out = target.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        for (String name : EventNames.ALL) {
            out.putInt(withNames ? buffer.controlNames().indexOf(name) : ABSENT);
        }
        out.putInt(buffer.eventsDuration());
        out.putInt(buffer.events().size());
        for (Event event : buffer.events()) {
            out.putInt(event.time());
            out.putInt(event.inputData());
        }
        target.position(out.position());
    }
}
