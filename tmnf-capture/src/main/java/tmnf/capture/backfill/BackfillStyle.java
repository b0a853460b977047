package tmnf.capture.backfill;

/** Where actions come from. */
public enum BackfillStyle {
    /** From the script that the replay becomes: what the car felt, tick by tick. */
    DEFAULT("default"),
    /**
     * As the Python tool has it: from the replay's events at the times that are stored, which is a tick or
     * two later than what the car felt, and nothing at all for replays that TMInterface wrote.
     */
    UPSTREAM("upstream");

    private final String label;

    BackfillStyle(String label) {
        this.label = label;
    }

    /** As the command line spells it. */
    @Override
    public String toString() {
        return label;
    }
}
