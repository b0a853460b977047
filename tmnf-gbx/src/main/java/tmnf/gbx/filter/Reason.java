package tmnf.gbx.filter;

/** Why a track was kept or dropped. Which of them keep a track depends on style and options. */
public enum Reason {
    /** No judged replay respawns. */
    CLEAN("clean"),
    /** A replay respawns. */
    RESPAWN("respawn"),
    /** No judged replay has inputs; such replays cannot be captured. */
    NO_INPUTS("no_inputs"),
    /** No folder of replays. */
    NO_REPLAYS("no_replays"),
    /** A folder without a single replay. */
    EMPTY_FOLDER("empty_folder"),
    /** A race in an accepted environment. */
    STANDARD("standard"),
    /** Made in an environment that is not accepted. */
    ENVIRONMENT("environment"),
    /** A play mode that is not accepted. */
    MAP_TYPE("map_type"),
    /** The intro is longer than allowed. */
    LONG_INTRO("long_intro"),
    /** The intro cannot be read. */
    UNKNOWN_INTRO("unknown_intro"),
    /** No challenge file. */
    NO_MAP("no_map"),
    /** Nothing, or not enough, could be read. */
    UNREADABLE("unreadable");

    private final String label;

    Reason(String label) {
        this.label = label;
    }

    /** As reports spell it. */
    @Override
    public String toString() {
        return label;
    }
}
