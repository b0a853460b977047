package tmnf.capture.dataset.care;

/** Which entries are bad, and how they go. */
public enum CleanupStyle {
    /** What we hold to be right: exact lengths, finite numbers, snapshots near in time. */
    DEFAULT("default"),
    /**
     * As the Python tool has it, faults included: short lists pass, a snapshot may be minutes away, an
     * unsorted manifest loses the wrong entries, and actions are thinned out when there are as many as
     * entries.
     */
    UPSTREAM("upstream");

    private final String label;

    CleanupStyle(String label) {
        this.label = label;
    }

    /** As the command line spells it. */
    @Override
    public String toString() {
        return label;
    }
}
