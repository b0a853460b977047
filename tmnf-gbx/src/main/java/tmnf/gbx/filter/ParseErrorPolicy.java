package tmnf.gbx.filter;

/**
 * What becomes of a track with files that cannot be read. Such files are counted and listed in every case.
 */
public enum ParseErrorPolicy {
    /** The file does not count: the track is judged as if the file were not there. */
    IGNORE("ignore"),
    /** The file counts as fine, as in the Python tools. */
    KEEP("keep"),
    /** One such file drops the track. */
    DROP("drop"),
    /** The first such file ends the run with {@link UnreadableInputException}; nothing is written. */
    FAIL("fail");

    private final String label;

    ParseErrorPolicy(String label) {
        this.label = label;
    }

    /** As the command line spells it. */
    @Override
    public String toString() {
        return label;
    }
}
