package tmnf.capture.validate;

import java.util.Objects;

/**
 * The first difference between two drives of one replay.
 *
 * @param atMs race time
 * @param what for people
 */
public record DriveDifference(int atMs, String what) {

    /** Checks that nothing is missing. */
    public DriveDifference {
        Objects.requireNonNull(what, "what");
    }
}
