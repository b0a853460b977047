package tmnf.tminterface.protocol;

/** The most that a message may claim. Checked before anything is allocated. */
public final class ProtocolLimits {

    /** Bytes of a simulation state; the game's have some 8,400, and 12 more for each checkpoint. */
    public static final int MAX_STATE_BYTES = 1 << 20;
    /** Bytes of a console command. */
    public static final int MAX_COMMAND_BYTES = 1 << 20;
    /** Bytes of the inputs of a race as script text. */
    public static final int MAX_INPUTS_BYTES = 1 << 24;
    /**
     * Bytes of a state, a command, or the payload of an extended message that a client may send: our plugin
     * reads them in one piece, from a receive buffer of the system, and drops a client that names more.
     */
    public static final int MAX_SENT_BYTES = 60_000;
    /** Pixels of a frame in one direction. */
    public static final int MAX_FRAME_SIDE = 4096;
    /** Bytes of the pixels of a frame. */
    public static final int MAX_FRAME_BYTES = MAX_FRAME_SIDE * MAX_FRAME_SIDE * 4;
    /** Bytes of each text about a challenge. */
    public static final int MAX_NAME_BYTES = 1 << 16;
    /** Bytes of an unknown extended message, which is skipped. */
    public static final int MAX_SKIPPED_BYTES = 1 << 20;

    private ProtocolLimits() {
    }
}
