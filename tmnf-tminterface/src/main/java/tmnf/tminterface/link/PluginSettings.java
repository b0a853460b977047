package tmnf.tminterface.link;

import java.time.Duration;
import java.util.Objects;

/**
 * What has to be set anew in every connect turn, for the plugin keeps some of it from the client before.
 *
 * @param answerTime how long the plugin waits for an acknowledgement
 * @param stepPeriodMs race time between two run steps
 * @param speed of the game; 0 stops its physics
 */
public record PluginSettings(Duration answerTime, int stepPeriodMs, float speed) {

    /** What the plugin has by itself: 2 s, every tick of 10 ms, normal speed. */
    public static final PluginSettings DEFAULTS = new PluginSettings(Duration.ofMillis(2000), 10, 1);

    /** Checks what the plugin does not. */
    public PluginSettings {
        Objects.requireNonNull(answerTime, "answerTime");
        Calls.requireAnswerTime(answerTime.toMillis());
        Calls.requirePeriod(stepPeriodMs);
        Calls.requireSpeed(speed);
    }
}
