package tmnf.rl.train;

import tmnf.rl.config.Schedules;
import tmnf.rl.config.TrainSettings;

/** The settings as they are now: who uses them asks here each time. Safe for use by several threads. */
final class LiveSettings {

    private final Attempt attempt;
    private volatile Now now;

    /**
     * What holds at one moment, of one piece.
     *
     * @param schedules of the settings, on the run's frames
     * @param text of the settings, for the snapshot beside checkpoints
     */
    record Now(TrainSettings settings, Schedules schedules, String text) {
    }

    /**
     * Of an attempt.
     *
     * @param settings of this attempt
     */
    LiveSettings(TrainSettings settings, String text, Attempt attempt) {
        this.attempt = attempt;
        set(settings, text);
    }

    /** Which attempt of the run they are for. */
    Attempt attempt() {
        return attempt;
    }

    /** From now on these hold. */
    void set(TrainSettings settings, String text) {
        now = new Now(settings, settings.schedules().delayed(attempt.frame()), text);
    }

    Now now() {
        return now;
    }

    TrainSettings settings() {
        return now.settings();
    }

    Schedules schedules() {
        return now.schedules();
    }

    String text() {
        return now.text();
    }
}
