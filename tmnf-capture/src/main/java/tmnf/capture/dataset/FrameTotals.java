package tmnf.capture.dataset;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a writer learns about its frames: their order, their times, their bytes. */
final class FrameTotals {

    private final MessageDigest sha1 = sha1();
    private int frames;
    private int firstMs;
    private int lastMs;
    private double largestLagMs;
    private long bytes;

    static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /** Throws when an entry does not follow the last one. */
    void check(ManifestEntry entry) {
        if (entry.step() != frames) {
            throw new IllegalArgumentException("frame " + entry.step() + " instead of frame " + frames);
        }
        if (frames > 0 && entry.timeMs() <= lastMs) {
            throw new IllegalArgumentException("frame " + entry.step() + " at " + entry.timeMs()
                    + " ms after one at " + lastMs + " ms");
        }
    }

    void add(ManifestEntry entry, byte[] jpeg, int offset, int length) {
        if (frames == 0) {
            firstMs = entry.timeMs();
        }
        frames++;
        lastMs = entry.timeMs();
        largestLagMs = Math.max(largestLagMs,
                entry.timeMs() - entry.requestedTimeMs().orElse(entry.timeMs()));
        bytes += length;
        sha1.update(jpeg, offset, length);
    }

    int frames() {
        return frames;
    }

    /** What is stored; ends the hash. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("first_frame_ms", firstMs);
        map.put("last_frame_ms", lastMs);
        map.put("request_lag_max_ms", largestLagMs);
        map.put(CaptureMetadata.FRAME_BYTES, whole(bytes));
        map.put(CaptureMetadata.FRAMES_SHA1, HexFormat.of().formatHex(sha1.digest()));
        return map;
    }

    // As it is read back.
    private static Number whole(long number) {
        if (number <= Integer.MAX_VALUE) {
            return (int) number;
        }
        return number;
    }
}
