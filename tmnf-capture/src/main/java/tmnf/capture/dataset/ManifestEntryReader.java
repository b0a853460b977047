package tmnf.capture.dataset;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Reads an entry of a manifest. */
final class ManifestEntryReader {

    private static final Set<String> KNOWN = Set.of("file", "step", "time_ms", "capture_timestamp_utc",
            "action_idx", "inputs", "requested_time_ms", "state");

    private ManifestEntryReader() {
    }

    static ManifestEntry read(StoredFields from) throws DatasetException {
        String file = from.text("file");
        String problem = FrameNames.problem(file);
        if (!problem.isEmpty()) {
            throw from.broken("file", "\"" + file + "\" " + problem);
        }
        int step = from.integer("step");
        if (step < 0) {
            throw from.broken("step", "is negative: " + step);
        }
        return new ManifestEntry(file, step, from.integer("time_ms"),
                from.has("capture_timestamp_utc") ? from.text("capture_timestamp_utc") : "",
                from.has("action_idx") ? OptionalInt.of(from.integer("action_idx")) : OptionalInt.empty(),
                from.has("inputs") ? Optional.of(FrameInputs.read(from.object("inputs"))) : Optional.empty(),
                from.has("requested_time_ms") ? OptionalDouble.of(from.number("requested_time_ms"))
                        : OptionalDouble.empty(),
                from.has("state") ? Optional.of(EntryState.read(from.object("state"))) : Optional.empty(),
                from.without(KNOWN));
    }
}
