package tmnf.gbx.filter;

/** Which names {@link FixNames} changes, and into what. */
public enum NameStyle {
    /** Names of replays with any character that the game, its console or Windows cannot take. */
    SAFE("safe"),
    /**
     * As the Python tool: in names of any file, every non-ASCII character and every blank becomes one
     * underscore.
     */
    UPSTREAM("upstream");

    private final String label;

    NameStyle(String label) {
        this.label = label;
    }

    /** As the command line spells it. */
    @Override
    public String toString() {
        return label;
    }
}
