package tmnf.tminterface.state;

/**
 * The game's storage of analog inputs: 24 bits, two's complement, negated. Values count as TMInterface's
 * scripts do: negative is left, -65536 to 65536 is the whole range of a pad, and beyond it lies the extended
 * range up to 6553600.
 */
public final class AnalogValue {

    /** Steering or acceleration at the end of the normal range. */
    public static final int FULL = 65_536;
    /** The largest value the extended range has. */
    public static final int EXTENDED_FULL = 6_553_600;
    /** The bits of stored data that hold a value. */
    public static final int DATA_MASK = 0xFF_FFFF;

    private AnalogValue() {}

    /**
     * The stored form of a value, 0 to 0xFFFFFF. From -8388607 to 8388608 each value has its own; others are
     * reduced to 24 bits.
     */
    public static int valueToData(int value) {
        return -value & DATA_MASK;
    }

    /** The value of stored data, -8388607 to 8388608; bits above the lowest 24 are ignored. */
    public static int dataToValue(int data) {
        return -(data << 8 >> 8);
    }
}
