package tmnf.gbx;

import java.util.Objects;

/**
 * How much of a file to read.
 *
 * @param samples whether to unpack the sample tracks of ghosts
 * @param embeddedChallenge whether to read the challenge inside a replay, not just to carry its bytes
 */
public record GbxReadOptions(GbxLimits limits, boolean samples, boolean embeddedChallenge) {

    public static final GbxReadOptions FULL = new GbxReadOptions(GbxLimits.DEFAULT, true, true);

    /** Ghosts with their inputs only: what the respawn rule and the script converter need. */
    public static final GbxReadOptions INPUTS = new GbxReadOptions(GbxLimits.DEFAULT, false, false);

    public GbxReadOptions {
        Objects.requireNonNull(limits);
    }
}
