package tmnf.tminterface.link;

import java.util.Set;

import tmnf.tminterface.protocol.Capability;

/**
 * What the plugin in the game can do beyond the original.
 *
 * @param version of the extended set, 0 for the original plugin
 * @param offered all that it has
 * @param enabled those that are switched on for this connection
 */
public record Capabilities(int version, Set<Capability> offered, Set<Capability> enabled) {

    /** Nothing beyond the original set, or nobody asked yet. */
    public static final Capabilities ORIGINAL = new Capabilities(0, Set.of(), Set.of());

    /** Copies the sets. */
    public Capabilities {
        offered = Set.copyOf(offered);
        enabled = Set.copyOf(enabled);
    }

    /** Whether it is our plugin, or another with the extended set. */
    public boolean isExtended() {
        return version > 0;
    }

    /** Throws unless a call may be made. */
    void require(Capability capability, String call) {
        if (!enabled.contains(capability)) {
            throw new CapabilityMissingException(call, capability, offered.contains(capability));
        }
    }
}
