package tmnf.capture.dataset;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether the frames of a capture are still those that were written: loose frames are not flushed to the disk
 * one by one, so a loss of power can take some. Who takes frames away on purpose writes {@value
 * CaptureMetadata#REMOVED_FRAMES} and takes {@value CaptureMetadata#FRAME_BYTES} and {@value
 * CaptureMetadata#FRAMES_SHA1} out of the metadata.
 */
public enum FrameIntegrity {

    /** All are there as they were written. */
    SAME,
    /** One is missing or another. */
    DIFFERENT,
    /** The metadata do not say: another tool wrote them, or took frames away. */
    UNKNOWN;

    /** Compares the sum of their sizes: quick, for each capture that is found at a start. */
    public static FrameIntegrity bySize(CapturedReplay replay) throws IOException {
        Optional<CaptureMetadata> metadata = replay.metadata();
        OptionalLong expected = metadata.isEmpty() ? OptionalLong.empty()
                : metadata.get().whole(CaptureMetadata.FRAME_BYTES);
        if (expected.isEmpty()) {
            return UNKNOWN;
        }
        long[] bytes = {0};
        boolean there = each(replay, (frames, file) -> bytes[0] += frames.size(file));
        return there && bytes[0] == expected.getAsLong() ? SAME : DIFFERENT;
    }

    /** Compares the hash of all their bytes: reads them all. */
    public static FrameIntegrity byHash(CapturedReplay replay) throws IOException {
        Optional<CaptureMetadata> metadata = replay.metadata();
        Optional<String> expected = metadata.isEmpty() ? Optional.empty()
                : metadata.get().text(CaptureMetadata.FRAMES_SHA1);
        if (expected.isEmpty()) {
            return UNKNOWN;
        }
        MessageDigest sha1 = FrameTotals.sha1();
        boolean there = each(replay, (frames, file) -> sha1.update(frames.read(file)));
        return there && HexFormat.of().formatHex(sha1.digest()).equals(expected.get()) ? SAME : DIFFERENT;
    }

    private interface Frame {

        void take(FrameStore frames, String file) throws IOException;
    }

    /** Visits the frames in the order of the manifest; false when one is missing. */
    private static boolean each(CapturedReplay replay, Frame visitor) throws IOException {
        try (FrameStore frames = replay.frames();
                DatasetCursor<ManifestEntry> entries = replay.entries()) {
            for (Optional<ManifestEntry> next = entries.next(); next.isPresent(); next = entries.next()) {
                if (!frames.has(next.get().file())) {
                    return false;
                }
                visitor.take(frames, next.get().file());
            }
            return true;
        }
    }
}
