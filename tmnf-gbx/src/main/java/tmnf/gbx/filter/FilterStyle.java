package tmnf.gbx.filter;

/** Whose rules a filter follows. */
public enum FilterStyle {
    /** The rules of this toolkit. */
    DEFAULT("default"),
    /** The recorded rules of the Python tools, their weak points included. */
    UPSTREAM("upstream");

    private final String label;

    FilterStyle(String label) {
        this.label = label;
    }

    /** As the command line spells it. */
    @Override
    public String toString() {
        return label;
    }
}
