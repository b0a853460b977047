package tmnf.gbx.filter;

/** What {@link FixNames} does with a file whose new name is taken. Nothing is ever overwritten. */
public enum ConflictPolicy {
    /** The file keeps its name. */
    SKIP("skip"),
    /** A number makes the new name unique: {@code _2}, {@code _3} ... */
    SUFFIX("suffix"),
    /** One conflict and no file at all is renamed. */
    FAIL("fail");

    private final String label;

    ConflictPolicy(String label) {
        this.label = label;
    }

    /** As the command line spells it. */
    @Override
    public String toString() {
        return label;
    }
}
