package tmnf.capture.write;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How one attempt at a replay ended: a line of {@code outcomes.jsonl}.
 *
 * @param trackId of its folder
 * @param name of its folder in the dataset
 * @param replaySha1 of the replay's file
 * @param digest of the settings
 * @param attempt from 1 on
 * @param result such as {@code published}, {@code rejected} or a stop reason
 * @param reason for people; empty when it was published
 * @param frames that were captured
 * @param atUtc when it ended, ISO-8601
 */
public record CaptureOutcome(String trackId, String name, String replaySha1, String digest, int attempt,
        String result, String reason, int frames, String atUtc) {

    /** Checks that nothing is missing. */
    public CaptureOutcome {
        Objects.requireNonNull(trackId, "trackId");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(replaySha1, "replaySha1");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(atUtc, "atUtc");
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("at_utc", atUtc);
        map.put("track_id", trackId);
        map.put("replay_name", name);
        map.put("attempt", attempt);
        map.put("result", result);
        map.put("reason", reason);
        map.put("frames", frames);
        map.put("replay_sha1", replaySha1);
        map.put(CaptureStore.DIGEST, digest);
        return map;
    }

    /** Empty when a line is no outcome of ours. */
    static Optional<CaptureOutcome> of(ObjectNode node) {
        if (!node.path("track_id").isTextual() || !node.path("replay_name").isTextual()
                || !node.path("result").isTextual()) {
            return Optional.empty();
        }
        return Optional.of(new CaptureOutcome(node.path("track_id").asText(),
                node.path("replay_name").asText(), node.path("replay_sha1").asText(""),
                node.path(CaptureStore.DIGEST).asText(""), node.path("attempt").asInt(0),
                node.path("result").asText(), node.path("reason").asText(""), node.path("frames").asInt(0),
                node.path("at_utc").asText("")));
    }
}
