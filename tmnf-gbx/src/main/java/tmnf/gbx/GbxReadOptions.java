package tmnf.gbx;

import java.util.Objects;

/**
 * How much of a file to read.
 *
 * @param samples what to do with the packed sample tracks of ghosts
 * @param embeddedChallenge whether to read the challenge inside a replay, not just to carry its bytes
 */
public record GbxReadOptions(GbxLimits limits, Samples samples, boolean embeddedChallenge) {

    /** When a sample track is unpacked: most of the work of reading a replay, and few users need it. */
    public enum Samples {
        /** Never; ghosts have no samples. */
        SKIP,
        /** When it is first asked for; a damaged one then says so ({@code GhostSamples.damage()}). */
        ON_USE,
        /** While reading; a damaged one is a warning on the result. */
        NOW
    }

    /** Everything; sample tracks are unpacked on first use. */
    public static final GbxReadOptions FULL = new GbxReadOptions(GbxLimits.DEFAULT, Samples.ON_USE, true);

    /** Everything at once, so that every damage is among the warnings. */
    public static final GbxReadOptions CHECKED = new GbxReadOptions(GbxLimits.DEFAULT, Samples.NOW, true);

    /** Ghosts with their inputs only: what the respawn rule and the script converter need. */
    public static final GbxReadOptions INPUTS = new GbxReadOptions(GbxLimits.DEFAULT, Samples.SKIP, false);

    public GbxReadOptions {
        Objects.requireNonNull(limits);
        Objects.requireNonNull(samples);
    }
}
