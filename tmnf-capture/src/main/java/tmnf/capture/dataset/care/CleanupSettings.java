package tmnf.capture.dataset.care;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

import tmnf.tminterface.observation.ObservationLayout;

/**
 * How a dataset is cleaned.
 *
 * @param layout of the observations that the snapshots have to make
 * @param brokenFrames whether entries count as bad whose frame is empty, cut or no JPEG; each frame is read
 * @param orphans whether frames that no entry names go, too; they are reported anyway
 * @param quarantine folder that what goes is moved to, below {@code <track>/<replay>/}; empty to delete it
 * @param workers replays that are looked at at the same time, at least 1
 */
public record CleanupSettings(CleanupStyle style, ObservationLayout layout, boolean brokenFrames,
        boolean orphans, Optional<Path> quarantine, int workers) {

    /** Checks the values. */
    public CleanupSettings {
        Objects.requireNonNull(style, "style");
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(quarantine, "quarantine");
        if (workers < 1) {
            throw new IllegalArgumentException("workers have to be at least 1: " + workers);
        }
    }
}
