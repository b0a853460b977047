package tmnf.rl.inject;

import java.util.Locale;

/** What becomes of an encoder of several frames where the driver sees one. */
public enum Combine {
    /** The mean over the frames: upstream's; of N frames that are alike it answers with 1/N. */
    MEAN,
    /** The sum over the frames: answers to one frame as the encoder did to N frames like it. */
    SUM;

    /**
     * What is done unless something else is said: the sum with heads that were fitted to the answer to all
     * frames, which a share of it would not reach; else upstream's mean.
     */
    static Combine usual(PretrainedFiles files) {
        return files.heads().isPresent() || files.actionsHead().isPresent() ? SUM : MEAN;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
