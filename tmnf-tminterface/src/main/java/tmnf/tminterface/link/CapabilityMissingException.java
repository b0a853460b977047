package tmnf.tminterface.link;

import tmnf.tminterface.protocol.Capability;

/** A call of the extended set that the plugin does not know, or that was not enabled on this connection. */
public final class CapabilityMissingException extends UnsupportedOperationException {

    private static final long serialVersionUID = 1L;

    private final Capability capability;

    /** With what is missing, and whether the plugin has it at all. */
    public CapabilityMissingException(String call, Capability capability, boolean offered) {
        super(call + " needs the capability " + capability + ", which " + (offered
                ? "is not enabled on this connection; name it in enable()"
                : "the plugin in the game does not have, or was not asked for; probe() tells, and"
                + " installing our plugin adds it"));
        this.capability = capability;
    }

    /** What is missing. */
    public Capability capability() {
        return capability;
    }
}
