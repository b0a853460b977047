package tmnf.capture.backfill;

import java.util.Objects;

import tmnf.capture.dataset.FrameSchedule;

/**
 * How actions are filled in.
 *
 * @param stepMs length of a step of the actions, ms; a positive multiple of 10
 * @param offsetMs added to the time of each input, ms; a multiple of 10, may be negative
 * @param dryRun whether nothing is written
 */
public record BackfillSettings(BackfillStyle style, int stepMs, int offsetMs, boolean dryRun) {

    /** Checks the multiples. */
    public BackfillSettings {
        Objects.requireNonNull(style, "style");
        if (stepMs <= 0 || stepMs % FrameSchedule.TICK_MS != 0) {
            throw new IllegalArgumentException("step-ms has to be a positive multiple of 10: " + stepMs);
        }
        if (offsetMs % FrameSchedule.TICK_MS != 0) {
            throw new IllegalArgumentException("input-time-offset-ms has to be a multiple of 10: "
                    + offsetMs);
        }
    }
}
