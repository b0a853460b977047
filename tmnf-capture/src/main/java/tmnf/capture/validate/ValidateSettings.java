package tmnf.capture.validate;

import java.util.Objects;

import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.run.InputSource;

/**
 * How a replay is validated.
 *
 * @param capture frames, script, output and runs, as of a capture
 * @param source where the first drive has its inputs from; not the script
 * @param startupValidation whether the game was started to validate the replay; for the metadata
 * @param largestDifferenceMetres between the cars of both drives in one tick that counts as none; the physics
 *     of the game repeats itself to the last bit, so that this is only room for rounding
 */
public record ValidateSettings(CaptureSettings capture, InputSource source, boolean startupValidation,
        double largestDifferenceMetres) {

    /** A millimetre. */
    public static final double USUAL_DIFFERENCE_METRES = 0.001;

    /** Checks the ranges. */
    public ValidateSettings {
        Objects.requireNonNull(capture, "capture");
        Objects.requireNonNull(source, "source");
        if (source.kind() == InputSource.Kind.SCRIPT) {
            throw new IllegalArgumentException("the first drive is the game's own, not one of a script");
        }
        if (!(largestDifferenceMetres >= 0)) {
            throw new IllegalArgumentException("the largest difference is at least 0 m, not "
                    + largestDifferenceMetres);
        }
    }
}
