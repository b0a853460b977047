package tmnf.tminterface.link;

/** Which plugin a {@link PluginServer} behaves like. */
public enum PluginBehaviour {
    /**
     * The original one: a new client inherits what the old one set, a message that is cut short blocks
     * without a timeout, a request for a frame made in the turn of a frame is lost, a step period of 0 ends
     * all run steps.
     */
    ORIGINAL,
    /**
     * Ours: the original's messages without those weaknesses, and the extended set for clients that enable
     * it.
     */
    EXTENDED
}
