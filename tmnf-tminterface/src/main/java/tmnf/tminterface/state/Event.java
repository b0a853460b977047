package tmnf.tminterface.state;

import java.util.Objects;

/**
 * An input of the game: 8 bytes, in event buffers and as the last input of each kind in a state. The upper 8
 * bits of the data index the buffer's table of names, the lower 24 are the value.
 */
public final class Event extends StateView {

    private static final StructLayout.Builder FIELDS = StructLayout.of("Event", 8, Event::new);
    private static final int TIME = FIELDS.int32("time", 0, "ms; stored time, 100000 + race time");
    private static final int INPUT_DATA =
            FIELDS.int32("input_data", 4, "bits 31 to 24 index of the name, 23 to 0 value");

    /** The fields and their places. */
    public static final StructLayout LAYOUT = FIELDS.build();

    Event(byte[] array, int base) {
        super(array, base);
    }

    @Override
    public StructLayout layout() {
        return LAYOUT;
    }

    public int time() {
        return int32(TIME);
    }

    public void setTime(int value) {
        putInt32(TIME, value);
    }

    public int inputData() {
        return int32(INPUT_DATA);
    }

    public void setInputData(int value) {
        putInt32(INPUT_DATA, value);
    }

    /** An event of its own, in no buffer yet. */
    public static Event of(int time, int inputData) {
        Event event = new Event(new byte[LAYOUT.size()], 0);
        event.setTime(time);
        event.setInputData(inputData);
        return event;
    }

    /** A view of the 8 bytes from {@code offset} on. */
    public static Event wrap(byte[] bytes, int offset) {
        Objects.checkFromIndexSize(offset, LAYOUT.size(), bytes.length);
        return new Event(bytes, offset);
    }

    /** An event with the same bytes in an array of its own. */
    public Event copy() {
        return new Event(toBytes(), 0);
    }

    /** Index into the buffer's table of names, -128 to 127; negative ones occur in damaged data only. */
    public int nameIndex() {
        return inputData() >> 24;
    }

    /** Keeps the value. The index must be from -128 to 127. */
    public void setNameIndex(int index) {
        if (index != (byte) index) {
            throw new IllegalArgumentException("index of a name outside -128 to 127: " + index);
        }
        setInputData(index << 24 | inputData() & AnalogValue.DATA_MASK);
    }

    /** Whether a key is down; any value but 0 counts. */
    public boolean binaryValue() {
        return (inputData() & AnalogValue.DATA_MASK) != 0;
    }

    public void setBinaryValue(boolean value) {
        setValue(value ? 1 : 0);
    }

    /** Steering or acceleration as {@link AnalogValue} counts it; negative is left. */
    public int analogValue() {
        return AnalogValue.dataToValue(inputData());
    }

    /** Keeps the index. Values beyond 24 bits are reduced as {@link AnalogValue#valueToData} does. */
    public void setAnalogValue(int value) {
        setValue(AnalogValue.valueToData(value));
    }

    private void setValue(int data) {
        setInputData(inputData() & ~AnalogValue.DATA_MASK | data);
    }

    @Override
    public String toString() {
        return "Event[time=" + time() + ", nameIndex=" + nameIndex() + ", data="
                + (inputData() & AnalogValue.DATA_MASK) + "]";
    }
}
