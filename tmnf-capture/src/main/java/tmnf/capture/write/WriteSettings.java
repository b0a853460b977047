package tmnf.capture.write;

import java.util.Objects;

import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.WriterOptions;
import tmnf.capture.dataset.jpeg.PixelFormat;
import tmnf.capture.plan.CaptureSettings;

/**
 * How captures are written.
 *
 * @param format grey, as training takes frames, or colour
 * @param quality of the JPEG, 1 to 100
 * @param storage of frames and states
 * @param entryState whether entries have {@code state}
 * @param skipBadFloatSamples whether frames are left out whose float observation would be bad
 * @param stepMs between two elements of {@code actions}, a multiple of 10 above 0
 * @param digest of the settings, {@link CaptureSettings#digest()}: goes into the metadata
 */
public record WriteSettings(PixelFormat format, int quality, WriterOptions storage, boolean entryState,
        boolean skipBadFloatSamples, int stepMs, String digest) {

    /** Checks the ranges. */
    public WriteSettings {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(storage, "storage");
        Objects.requireNonNull(digest, "digest");
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("the JPEG quality is 1 to 100, not " + quality);
        }
        if (stepMs <= 0 || stepMs % FrameSchedule.TICK_MS != 0) {
            throw new IllegalArgumentException("step-ms is a multiple of 10 above 0, not " + stepMs);
        }
    }

    /** What the settings of a capture say about it. */
    public static WriteSettings of(CaptureSettings settings) {
        WriterOptions storage = (settings.output().pack() ? WriterOptions.PACKED : WriterOptions.LOOSE)
                .withPerFrameJson(settings.output().perFrameJson())
                .withFullState(settings.output().fullState());
        return new WriteSettings(settings.frames().colour() ? PixelFormat.RGB : PixelFormat.GREY,
                settings.frames().quality(), storage, settings.output().entryState(),
                settings.output().skipBadFloatSamples(), settings.frames().stepMs(), settings.digest());
    }
}
