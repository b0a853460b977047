package tmnf.pretrain.label;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;

/**
 * What the driver sees besides the picture, and how it is made of stored states.
 *
 * @param config what an observation consists of
 * @param actionMs how far the previous actions are apart when the driver drives; the Python pipeline takes
 *     the distance of the timeline, 10 ms, though it drives with 50
 * @param farthestMs a state that is farther from a frame in time than this is none of it
 * @param previous which actions are the previous ones of a frame
 */
public record ObservationSettings(ObservationConfig config, int actionMs, int farthestMs, Previous previous) {

    /** Which actions are the previous ones. */
    public enum Previous {
        /**
         * Those that are pressed one, two and more action durations before the frame. To learn what is
         * pressed at the frame: {@link #ACTED} would tell it.
         */
        PRESSED,
        /**
         * Those that acted longest in each of the action durations up to the frame: exactly what the driver
         * sees. To learn what acts from the frame on: {@link CloningTargets.Target#HELD}.
         */
        ACTED
    }

    /** 184 numbers, an action every 50 ms, states up to 100 ms away. */
    public static final ObservationSettings DEFAULT = new ObservationSettings(ObservationConfig.DEFAULT);

    private static final Pattern SIGNATURE = Pattern.compile(".*/(\\d{1,5})/\\d+/[A-Z]+");
    private static final int USUAL_ACTION_MS = 50;
    private static final int USUAL_FARTHEST_MS = 100;
    private static final int MOST_MS = 10_000;

    /** Checks the ranges. */
    public ObservationSettings {
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(previous, "previous");
        if (actionMs < 1 || actionMs > MOST_MS || farthestMs < 0 || farthestMs > MOST_MS) {
            throw new IllegalArgumentException("actions are 1 to " + MOST_MS + " ms apart and states 0 to "
                    + MOST_MS + " ms away, not " + actionMs + " and " + farthestMs);
        }
    }

    /** With the usual times. */
    public ObservationSettings(ObservationConfig config) {
        this(config, USUAL_ACTION_MS, USUAL_FARTHEST_MS, Previous.PRESSED);
    }

    /** Observations to learn these targets from, with the previous actions that belong to them. */
    public static ObservationSettings of(ObservationConfig config, int actionMs, CloningTargets targets) {
        return new ObservationSettings(config, actionMs, USUAL_FARTHEST_MS,
                targets.target() == CloningTargets.Target.HELD ? Previous.ACTED : Previous.PRESSED);
    }

    /** The same with previous actions at another distance. */
    public ObservationSettings withActionMs(int other) {
        return new ObservationSettings(config, other, farthestMs, previous);
    }

    ObservationLayout layout() {
        return ObservationLayout.of(config);
    }

    /** What a table depends on, and nothing that it does not: scales and the line are not in it. */
    String signature() {
        return config.zoneCentres() + "/" + config.previousActions() + "/" + config.contactCategories() + "/"
                + actionMs + "/" + farthestMs + "/" + previous;
    }

    /** The {@link #actionMs} of a text that ends with a {@link #signature}; empty for another text. */
    static OptionalInt actionMs(String signed) {
        Matcher signature = SIGNATURE.matcher(signed);
        return signature.matches() ? OptionalInt.of(Integer.parseInt(signature.group(1)))
                : OptionalInt.empty();
    }
}
