package tmnf.rl.inject;

import java.util.Locale;

/** What becomes of an encoder of several frames where the driver sees one. */
public enum Combine {
    /** The mean over the frames: upstream's; of N frames that are alike it answers with 1/N. */
    MEAN,
    /** The sum over the frames: answers to one frame as the encoder did to N frames like it. */
    SUM;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
