package tmnf.tminterface.protocol;

/** Which of a client's messages the plugin's side understands. */
public enum Dialect {
    /** Ids 1 to 23, the original plugin; of anything else four bytes are taken away. */
    ORIGINAL,
    /** Our plugin before a client enabled anything: also the probe and C_ENABLE. */
    OFFERED,
    /** Our plugin with features enabled: all; an unknown id from 66 to 127 is skipped by its length. */
    ENABLED
}
