package tmnf.tminterface.sim.game;

import java.time.Duration;
import java.util.Objects;

import tmnf.tminterface.link.PluginBehaviour;

/**
 * How a simulated game runs.
 *
 * @param behaviour which link plugin it has
 * @param frameRate rendered frames a second of wall time; {@link #UNLIMITED} for as many as possible
 * @param speedLimit the highest speed that the machine of the game shall reach; infinite for none
 * @param focused whether its window has the focus, so that {@code unfocused_fps_limit} does not slow it down
 * @param stamped whether frames of a race carry race time and instance as a code of pixels
 * @param startUpTime from the start to the menus
 * @param loadingTime for a challenge, on top of what it really takes
 * @param finishTime race time between the finish and the dialog with the medals
 */
public record GameSettings(PluginBehaviour behaviour, double frameRate, double speedLimit, boolean focused,
        boolean stamped, Duration startUpTime, Duration loadingTime, Duration finishTime) {

    /** A frame rate without a limit. */
    public static final double UNLIMITED = Double.POSITIVE_INFINITY;

    /** Like the real game on an ordinary machine: the original plugin, 60 frames a second, no speed limit. */
    public static final GameSettings DEFAULTS = new GameSettings(PluginBehaviour.ORIGINAL, 60, UNLIMITED,
            true, false, Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(1500));

    /** Checks the ranges. */
    public GameSettings {
        Objects.requireNonNull(behaviour, "behaviour");
        requirePositive(frameRate, "frameRate");
        requirePositive(speedLimit, "speedLimit");
        requireTime(startUpTime, "startUpTime");
        requireTime(loadingTime, "loadingTime");
        requireTime(finishTime, "finishTime");
    }

    /** The same with another plugin. */
    public GameSettings withBehaviour(PluginBehaviour other) {
        return new GameSettings(other, frameRate, speedLimit, focused, stamped, startUpTime,
                loadingTime, finishTime);
    }

    /** The same at another pace. */
    public GameSettings withPace(double newFrameRate, double newSpeedLimit) {
        return new GameSettings(behaviour, newFrameRate, newSpeedLimit, focused, stamped, startUpTime,
                loadingTime, finishTime);
    }

    /** The same with or without the focus. */
    public GameSettings withFocus(boolean has) {
        return new GameSettings(behaviour, frameRate, speedLimit, has, stamped, startUpTime, loadingTime,
                finishTime);
    }

    /** The same with or without stamps. */
    public GameSettings withStamp(boolean on) {
        return new GameSettings(behaviour, frameRate, speedLimit, focused, on, startUpTime, loadingTime,
                finishTime);
    }

    /** The same with other times. */
    public GameSettings withTimes(Duration startUp, Duration loading, Duration finish) {
        return new GameSettings(behaviour, frameRate, speedLimit, focused, stamped, startUp, loading, finish);
    }

    private static void requirePositive(double value, String name) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " has to be above zero: " + value);
        }
    }

    private static void requireTime(Duration time, String name) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(name + " is negative: " + time);
        }
    }
}
