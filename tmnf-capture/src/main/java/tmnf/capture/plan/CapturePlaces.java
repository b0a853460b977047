package tmnf.capture.plan;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where replays and challenges are, and where the dataset goes. Relative paths are below the working
 * directory, all of them.
 *
 * @param replaysDir {@code <track>/*.replay.gbx}
 * @param outputDir {@code <track>/<replay>/} is made below it
 * @param tracksDir challenges of tracks, for replays without an embedded one; only read
 */
public record CapturePlaces(Path replaysDir, Path outputDir, Path tracksDir) {

    /** The folders of the Python pipeline. */
    public static final CapturePlaces DEFAULT = new CapturePlaces(
            Path.of("maps/replays"), Path.of("capture_frames_out"), Path.of("maps/tracks"));

    /** Checks that nothing is missing. */
    public CapturePlaces {
        Objects.requireNonNull(replaysDir, "replaysDir");
        Objects.requireNonNull(outputDir, "outputDir");
        Objects.requireNonNull(tracksDir, "tracksDir");
    }
}
