package tmnf.capture.dataset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A frame in the manifest: one element of {@code entries}. The first six keys are upstream's, in its order;
 * ours follow.
 *
 * @param file name of the frame in its folder or shard, {@link #fileOf}
 * @param step its number in the replay, from 0 on
 * @param timeMs race time of the tick it shows
 * @param capturedAtUtc when it was captured: ISO-8601 with microseconds and {@code +00:00}; empty text if
 *        unknown
 * @param actionIdx index of the action at the frame, 0 to 11; empty without known inputs
 * @param inputs keys at the frame; empty without known inputs
 * @param requestedTimeMs race time at which it was due; empty in captures of other tools
 * @param state the car at the frame; empty where it is not stored
 * @param more keys that we do not know, in the order in which they were found
 */
public record ManifestEntry(String file, int step, int timeMs, String capturedAtUtc, OptionalInt actionIdx,
        Optional<FrameInputs> inputs, OptionalDouble requestedTimeMs, Optional<EntryState> state,
        Map<String, Object> more) {

    /** Ending of a frame's file. */
    public static final String ENDING = ".jpeg";

    /** Key that no other tool writes. */
    static final String REQUESTED = "requested_time_ms";

    /** Checks the name and copies the unknown keys. */
    public ManifestEntry {
        FrameNames.require(file);
        Objects.requireNonNull(capturedAtUtc, "capturedAtUtc");
        Objects.requireNonNull(actionIdx, "actionIdx");
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(requestedTimeMs, "requestedTimeMs");
        Objects.requireNonNull(state, "state");
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }

    /** A frame of ours. */
    public static ManifestEntry of(FrameLabel label, String capturedAtUtc, OptionalInt actionIdx,
            Optional<FrameInputs> inputs, Optional<EntryState> state) {
        return new ManifestEntry(fileOf(label), label.step(), label.timeMs(), capturedAtUtc, actionIdx,
                inputs, OptionalDouble.of(label.requestedMs()), state, Map.of());
    }

    /** The file of a frame: {@code frame_00012_1200ms.jpeg}. */
    public static String fileOf(FrameLabel label) {
        return label.stem() + ENDING;
    }

    /** The file's name without its ending: the name of its sidecar, and its key in a shard. */
    public String stem() {
        return FrameNames.stem(file);
    }

    /** What is stored, in this order; {@link Map} and {@link java.util.List} of plain values. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", file);
        map.put("step", step);
        map.put("time_ms", timeMs);
        if (!capturedAtUtc.isEmpty()) {
            map.put("capture_timestamp_utc", capturedAtUtc);
        }
        actionIdx.ifPresent(action -> map.put("action_idx", action));
        inputs.ifPresent(keys -> map.put("inputs", keys.toMap()));
        requestedTimeMs.ifPresent(time -> map.put(REQUESTED, time));
        state.ifPresent(car -> map.put("state", car.toMap()));
        more.forEach(map::putIfAbsent);
        return map;
    }

    /**
     * Reads an entry strictly.
     *
     * @param manifest names the file in messages
     * @param index of the entry in the manifest, for messages
     * @throws DatasetException when a key is missing or of another type, or the name leaves the folder
     */
    public static ManifestEntry read(Object manifest, int index, Map<String, ?> stored)
            throws DatasetException {
        return ManifestEntryReader.read(new StoredFields(manifest, "entry " + index, stored));
    }
}
