package tmnf.gbx.script;

/** How the inputs of a ghost are written down. */
public enum ScriptStyle {

    /**
     * What the car felt, sorted by time: for each tick and key at most one change, releases written out
     * ({@code T press up}, {@code T rel up}), the last value of an axis within a tick. The default.
     */
    EVENTS("events"),

    /**
     * One line for each press, release and axis value of the tape, in its order, the horn too, nothing
     * merged; a tape can be made from it again, but for the milliseconds of respawns and for what happened in
     * the countdown.
     */
    EXACT("exact"),

    /** Byte for byte what the Python converter writes, its faults included. */
    UPSTREAM("upstream");

    private final String label;

    ScriptStyle(String label) {
        this.label = label;
    }

    /** The name on the command line. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
