package tmnf.tminterface.sharedmemory;

import java.io.IOException;

/** This system has no named mappings; the message says how to reach the game nevertheless. */
public final class UnsupportedMappingException extends IOException {

    private static final long serialVersionUID = 1L;

    UnsupportedMappingException(String name, String system) {
        super("the game's mapping " + name + " can only be opened on Windows, not on " + system
                + ": under Wine its name is known inside the prefix only. Run this client inside the same"
                + " Wine prefix with a Java for Windows, or use TMInterface 2, whose socket can be reached"
                + " from outside.");
    }
}
