package tmnf.gbx.model;

/**
 * One entry of an input tape as the file has it.
 *
 * @param name control name, such as {@code Accelerate}, {@code Steer} or {@code _FakeIsRaceRunning}
 * @param timeMs stored time less 100,000 ms: race time, negative during the countdown, uncorrected for tool
 *     shifts
 * @param value exact 32-bit value: 0 or not 0 for keys, a signed 24-bit amount for {@code Steer} and
 *     {@code Gas}
 */
public record ControlEntry(String name, int timeMs, int value) {

    /** The analog amount as stored: low 24 bits, sign extended; right is negative, full throttle positive. */
    public int analog() {
        return value << 8 >> 8;
    }
}
