package tmnf.capture.dataset.jpeg;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Which JPEG library is used.
 *
 * @param choice among the libraries
 * @param library file of libturbojpeg; empty looks where the system looks. Not used by
 *     {@link Choice#IMAGE_IO}
 */
public record JpegSettings(Choice choice, Optional<Path> library) {

    /** What can be chosen. */
    public enum Choice {
        /** libturbojpeg where it can be loaded, else the JDK's. */
        AUTO,
        /** The JDK's. */
        IMAGE_IO,
        /** libturbojpeg or nothing. */
        TURBO
    }

    /** libturbojpeg where it is installed. */
    public static final JpegSettings DEFAULT = new JpegSettings(Choice.AUTO, Optional.empty());

    /** Checks that nothing is missing. */
    public JpegSettings {
        Objects.requireNonNull(choice, "choice");
        Objects.requireNonNull(library, "library");
    }

    /** The same with this file as libturbojpeg. */
    public JpegSettings withLibrary(Path file) {
        return new JpegSettings(choice, Optional.of(file));
    }
}
