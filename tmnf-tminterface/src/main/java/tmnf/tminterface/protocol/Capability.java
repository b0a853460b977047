package tmnf.tminterface.protocol;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What our plugin can do beyond the original. The same bits ask for it and say that it is switched on. */
public enum Capability {
    /** Analog input and reading inputs: C_SET_INPUT_EX, C_GET_INPUT_STATE. */
    INPUTS(1),
    /** Frames that carry their size and time: C_REQUEST_FRAME_EX, SC_FRAME_EX. */
    FRAMES(2),
    /** Turns outside races: C_SET_HEARTBEAT, SC_HEARTBEAT. */
    HEARTBEAT(4),
    /** A turn as soon as bytes arrive outside of one. */
    POLLING(8),
    /** SC_STEP_EX, which carries the state, in place of SC_RUN_STEP_SYNC. */
    STEPS(16),
    /** C_GET_GAME_STATE, C_GET_CHALLENGE. */
    QUERIES(32),
    /** C_RESPAWN, C_HORN, C_SIMULATION_ONLY, C_REWIND_EX. */
    CALLS(64),
    /** SC_FRAME_EX carries the state too. */
    STATE_IN_FRAMES(128);

    private final int bit;

    Capability(int bit) {
        this.bit = bit;
    }

    /** The bit on the wire. */
    public int bit() {
        return bit;
    }

    /** Those whose bits are set; unknown bits are ignored. */
    public static Set<Capability> ofBits(int bits) {
        Set<Capability> set = EnumSet.noneOf(Capability.class);
        for (Capability capability : values()) {
            if ((bits & capability.bit) != 0) {
                set.add(capability);
            }
        }
        return set;
    }

    /** The bits of these. */
    public static int bits(Collection<Capability> capabilities) {
        int bits = 0;
        for (Capability capability : capabilities) {
            bits |= capability.bit;
        }
        return bits;
    }
}
