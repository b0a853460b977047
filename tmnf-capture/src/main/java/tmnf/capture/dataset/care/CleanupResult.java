package tmnf.capture.dataset.care;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was done to a dataset.
 *
 * @param files frames that were deleted or moved
 * @param replays folders of replays that are gone, as {@code <track>/<replay>}
 * @param tracks folders of tracks that are gone
 * @param failures replays that could not be cleaned, as {@code <track>/<replay>}, and why
 * @param complete false when it was stopped before its end
 */
public record CleanupResult(long files, List<String> replays, List<String> tracks,
        Map<String, String> failures, boolean complete) {

    /** Copies the lists and the map. */
    public CleanupResult {
        replays = List.copyOf(replays);
        tracks = List.copyOf(tracks);
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }
}
