package tmnf.capture.write;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Why a replay was put aside: {@code reason.json}.
 *
 * @param replaySha1 of the replay's file, 40 hexadecimal digits
 * @param attempts that were made
 * @param reason for people
 * @param atUtc when, ISO-8601
 */
public record QuarantineReason(String replaySha1, int attempts, String reason, String atUtc) {

    static final String FILE = "reason.json";

    /** Checks that nothing is missing. */
    public QuarantineReason {
        Objects.requireNonNull(replaySha1, "replaySha1");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(atUtc, "atUtc");
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("reason", reason);
        map.put("attempts", attempts);
        map.put("replay_sha1", replaySha1);
        map.put("at_utc", atUtc);
        return map;
    }

    /** What can be read of it; a folder with a damaged reason is in quarantine all the same. */
    static QuarantineReason of(Optional<ObjectNode> json) {
        return json.map(node -> new QuarantineReason(node.path("replay_sha1").asText(""),
                node.path("attempts").asInt(0), node.path("reason").asText("unknown"),
                node.path("at_utc").asText("")))
                .orElse(new QuarantineReason("", 0, "unknown: " + FILE + " cannot be read", ""));
    }
}
