package tmnf.capture.write;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.plan.ReplayTask;

/**
 * Why a replay was put aside: {@code reason.json}.
 *
 * @param replaySha1 of the replay's file, 40 hexadecimal digits
 * @param settings those that it failed with, {@link CaptureSettings#attemptText()}; empty when unknown
 * @param attempts that were made
 * @param reason for people
 * @param atUtc when, ISO-8601
 */
public record QuarantineReason(String replaySha1, String settings, int attempts, String reason,
        String atUtc) {

    static final String FILE = "reason.json";

    /** Checks that nothing is missing. */
    public QuarantineReason {
        Objects.requireNonNull(replaySha1, "replaySha1");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(atUtc, "atUtc");
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("reason", reason);
        map.put("attempts", attempts);
        map.put("replay_sha1", replaySha1);
        map.put("settings", settings);
        map.put("at_utc", atUtc);
        return map;
    }

    /** Whether it says something about this file with these settings; who says nothing of them means all. */
    boolean concerns(ReplayTask task, CaptureSettings now) {
        return (replaySha1.isEmpty() || replaySha1.equals(task.sha1()))
                && (settings.isEmpty() || settings.equals(now.attemptText()));
    }

    /** What can be read of it; a folder with a damaged reason is in quarantine all the same. */
    static QuarantineReason of(Optional<ObjectNode> json) {
        return json.map(node -> new QuarantineReason(node.path("replay_sha1").asText(""),
                node.path("settings").asText(""), node.path("attempts").asInt(0),
                node.path("reason").asText("unknown"), node.path("at_utc").asText("")))
                .orElse(new QuarantineReason("", "", 0, "unknown: " + FILE + " cannot be read", ""));
    }
}
