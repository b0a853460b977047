package tmnf.capture.plan;

/**
 * What is written for each replay.
 *
 * @param perFrameJson a JSON file beside each frame
 * @param entryState {@code state} in each entry of the manifest
 * @param fullState the raw states in a side file
 * @param pack tar shards instead of loose files
 * @param skipBadFloatSamples whether frames are dropped whose float observation would be bad
 */
public record OutputSettings(boolean perFrameJson, boolean entryState, boolean fullState, boolean pack,
        boolean skipBadFloatSamples) {

    /** Loose frames, entries with their state. */
    public static final OutputSettings DEFAULT = new OutputSettings(false, true, false, false, false);

    String digestText() {
        return (entryState ? "state" : "no-state") + (fullState ? " full" : "")
                + (skipBadFloatSamples ? " good-floats" : "");
    }
}
