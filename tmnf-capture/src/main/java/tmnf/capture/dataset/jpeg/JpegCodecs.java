package tmnf.capture.dataset.jpeg;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import com.sun.jna.Platform;
import tmnf.capture.dataset.jpeg.JpegException.Reason;

/** The JPEG libraries that there are. */
public final class JpegCodecs {

    private JpegCodecs() {
    }

    /** The JDK's codec; always there. */
    public static JpegCodec imageIo() {
        return new ImageIoCodec();
    }

    /** libturbojpeg as the system finds it; empty where it is not installed or too old. */
    public static Optional<JpegCodec> turbo() {
        return Optional.ofNullable(TurboLibraries.find(Platform.getOSType())).map(TurboCodec::new);
    }

    /**
     * libturbojpeg from this file.
     *
     * @throws JpegException if it cannot be loaded or lacks a function
     */
    public static JpegCodec turbo(Path library) throws JpegException {
        return turbo(library, TurboLibraries::load);
    }

    /** With another way to load it, for tests. */
    static JpegCodec turbo(Path library, Function<String, TurboJpeg> loader) throws JpegException {
        try {
            return new TurboCodec(loader.apply(library.toAbsolutePath().toString()));
        } catch (LinkageError e) {
            throw new JpegException(Reason.LIBRARY, library + " cannot be used as libturbojpeg: "
                    + String.valueOf(e.getMessage()).strip()
                    + ". Name the library itself, 1.4 or later, for this processor; or leave it out.", e);
        }
    }

    /**
     * The library of the settings. {@link JpegSettings.Choice#AUTO} without a file never fails.
     *
     * @throws JpegException if what was asked for is not there
     */
    public static JpegCodec of(JpegSettings settings) throws JpegException {
        if (settings.choice() == JpegSettings.Choice.IMAGE_IO) {
            return imageIo();
        }
        if (settings.library().isPresent()) {
            return turbo(settings.library().get());
        }
        Optional<JpegCodec> turbo = turbo();
        if (turbo.isEmpty() && settings.choice() == JpegSettings.Choice.TURBO) {
            throw new JpegException(Reason.LIBRARY, "libturbojpeg is not installed where "
                    + System.getProperty("os.name").toLowerCase(Locale.ROOT)
                    + " looks for libraries. Install it, name its file, or take the JDK's codec.");
        }
        return turbo.orElseGet(JpegCodecs::imageIo);
    }
}
