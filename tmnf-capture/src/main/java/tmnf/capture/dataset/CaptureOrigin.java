package tmnf.capture.dataset;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a capture was made from and with: the part of the metadata that is ours.
 *
 * @param toolVersion version of this toolkit
 * @param converter how the replay became a script, such as {@code events-1}
 * @param plugin which link plugin drove the game, such as {@code python-link} or {@code tmnf}
 * @param replaySha1 of the replay's file, 40 hexadecimal digits
 * @param challengeSha1 of the challenge's file as it was loaded, 40 hexadecimal digits
 * @param challengeUid of the challenge
 * @param colour {@code grey} or {@code rgb}
 * @param jpegQuality 1 to 100
 * @param hud whether the game's interface is in the frames
 * @param capturedAtUtc when the race was captured, ISO-8601
 */
public record CaptureOrigin(String toolVersion, String converter, String plugin, String replaySha1,
        String challengeSha1, String challengeUid, String colour, int jpegQuality, boolean hud,
        String capturedAtUtc) {

    /** Checks that nothing is missing. */
    public CaptureOrigin {
        Objects.requireNonNull(toolVersion, "toolVersion");
        Objects.requireNonNull(converter, "converter");
        Objects.requireNonNull(plugin, "plugin");
        Objects.requireNonNull(replaySha1, "replaySha1");
        Objects.requireNonNull(challengeSha1, "challengeSha1");
        Objects.requireNonNull(challengeUid, "challengeUid");
        Objects.requireNonNull(colour, "colour");
        Objects.requireNonNull(capturedAtUtc, "capturedAtUtc");
        if (jpegQuality < 1 || jpegQuality > 100) {
            throw new IllegalArgumentException("JPEG quality is 1 to 100, not " + jpegQuality);
        }
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tool", "tmnf");
        map.put("tool_version", toolVersion);
        map.put("converter", converter);
        map.put("plugin", plugin);
        map.put("replay_sha1", replaySha1);
        map.put("challenge_sha1", challengeSha1);
        map.put("challenge_uid", challengeUid);
        map.put("colour", colour);
        map.put("jpeg_quality", jpegQuality);
        map.put("hud", hud);
        map.put("captured_at_utc", capturedAtUtc);
        return map;
    }
}
