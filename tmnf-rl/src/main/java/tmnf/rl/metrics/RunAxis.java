package tmnf.rl.metrics;

/** Along what runs are compared. */
public enum RunAxis {
    /** Frames that were played. */
    FRAMES,
    /** Hours of training. */
    HOURS;

    double of(RaceRow row) {
        return this == FRAMES ? row.frames() : row.hours();
    }

    double of(TrainSummary row) {
        return this == FRAMES ? row.frames() : row.hours();
    }
}
