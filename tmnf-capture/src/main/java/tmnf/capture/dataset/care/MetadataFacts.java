package tmnf.capture.dataset.care;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetException;
import tmnf.capture.dataset.FrameSchedule;

/** What the metadata of a capture promise, as far as they can be read; the rest is found wanting. */
final class MetadataFacts {

    private enum Type { TEXT, INTEGER, NUMBER, FLAG }

    private static final Map<String, Type> EVERYBODYS = types(Type.TEXT,
            "track_id replay_name challenge_name "
            + "tmi_script_used", Type.NUMBER,
            "fps fps_meta running_speed capture_interval_ms meta_interval_ms",
            Type.INTEGER, "width height step_ms race_time_ms total_frames", Type.FLAG, "race_finished");
    private static final Map<String, Type> OURS = types(Type.TEXT,
            "status tool tool_version converter plugin "
            + "replay_sha1 challenge_sha1 challenge_uid colour captured_at_utc frame_storage", Type.NUMBER,
            "ghost_distance_max_m request_lag_max_ms", Type.INTEGER, "jpeg_quality total_snapshots",
            Type.FLAG, "hud");

    private final Optional<CaptureMetadata> metadata;
    private final boolean ours;

    private MetadataFacts(Optional<CaptureMetadata> metadata, boolean ours) {
        this.metadata = metadata;
        this.ours = ours;
    }

    private static Map<String, Type> types(Object... typesAndKeys) {
        Map<String, Type> types = new LinkedHashMap<>();
        for (int i = 0; i < typesAndKeys.length; i += 2) {
            for (String key : typesAndKeys[i + 1].toString().split(" ")) {
                types.put(key, (Type) typesAndKeys[i]);
            }
        }
        return types;
    }

    static MetadataFacts read(CapturedReplay replay, Findings findings) throws IOException {
        Optional<CaptureMetadata> metadata = Optional.empty();
        try {
            metadata = replay.metadata();
        } catch (DatasetException e) {
            findings.add(CheckRule.METADATA, e.getMessage());
            return new MetadataFacts(Optional.empty(), false);
        }
        if (metadata.isEmpty()) {
            findings.add(CheckRule.METADATA,
                    "there is no metadata.json: nothing says how many frames of which "
                    + "size there should be");
            return new MetadataFacts(metadata, false);
        }
        MetadataFacts facts = new MetadataFacts(metadata,
                metadata.get().values().containsKey("schema_version"));
        facts.checkTypes(EVERYBODYS, findings);
        if (facts.ours) {
            facts.checkTypes(OURS, findings);
            int version = facts.integer("schema_version").orElse(-1);
            findings.addIf(version != CaptureMetadata.SCHEMA_VERSION, CheckRule.METADATA,
                    "schema_version is %d, known is %d", version, CaptureMetadata.SCHEMA_VERSION);
            String status = facts.text("status").orElse("");
            findings.addIf(!status.equals(CaptureMetadata.COMPLETE), CheckRule.METADATA,
                    "status is \"%s\", not complete: capture the replay again", status);
            findings.addIf(Boolean.FALSE.equals(metadata.get().values().get("race_finished")),
                    CheckRule.METADATA, "the race was not captured to its finish");
        }
        facts.checkNames(replay, findings);
        return facts;
    }

    private void checkTypes(Map<String, Type> types, Findings findings) {
        types.forEach((key, type) -> {
            try {
                boolean there = switch (type) {
                    case TEXT -> metadata.get().text(key).isPresent();
                    case INTEGER -> metadata.get().integer(key).isPresent();
                    case NUMBER -> metadata.get().number(key).isPresent();
                    case FLAG -> metadata.get().flag(key).isPresent();
                };
                findings.addIf(!there, CheckRule.METADATA, "\"%s\" is missing", key);
            } catch (DatasetException e) {
                findings.add(CheckRule.METADATA, e.getMessage());
            }
        });
    }

    /** A folder that was moved or renamed by hand belongs to another replay. */
    private void checkNames(CapturedReplay replay, Findings findings) {
        text("track_id").filter(id -> !id.equals(replay.trackId())).ifPresent(id -> findings.add(
                CheckRule.REMARK, "track_id is " + id + ", the folder is called " + replay.trackId()));
        text("replay_name").filter(name -> !name.equals(replay.name())).ifPresent(name -> findings.add(
                CheckRule.REMARK, "replay_name is " + name + ", the folder is called " + replay.name()));
    }

    /** Whether our capture wrote it. */
    boolean isOurs() {
        return ours;
    }

    OptionalInt integer(String key) {
        try {
            return metadata.isEmpty() ? OptionalInt.empty() : metadata.get().integer(key);
        } catch (DatasetException e) {
            return OptionalInt.empty(); // checkTypes says so
        }
    }

    OptionalDouble number(String key) {
        try {
            return metadata.isEmpty() ? OptionalDouble.empty() : metadata.get().number(key);
        } catch (DatasetException e) {
            return OptionalDouble.empty(); // checkTypes says so
        }
    }

    Optional<String> text(String key) {
        try {
            return metadata.isEmpty() ? Optional.empty() : metadata.get().text(key);
        } catch (DatasetException e) {
            return Optional.empty(); // checkTypes says so
        }
    }

    /** Which ticks were due; empty when fps or race time are missing or out of range. */
    Optional<FrameSchedule> schedule() {
        OptionalDouble fps = number("fps");
        OptionalInt race = integer("race_time_ms");
        boolean known = fps.isPresent() && fps.getAsDouble() > 0
                && fps.getAsDouble() <= FrameSchedule.MOST_FPS
                && race.isPresent() && race.getAsInt() >= 0;
        return known ? Optional.of(new FrameSchedule(fps.getAsDouble(), race.getAsInt())) : Optional.empty();
    }
}
