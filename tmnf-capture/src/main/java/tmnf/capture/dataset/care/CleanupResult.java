package tmnf.capture.dataset.care;

import java.util.List;

/**
 * What was done to a dataset.
 *
 * @param files frames that were deleted or moved
 * @param replays folders of replays that are gone, as {@code <track>/<replay>}
 * @param tracks folders of tracks that are gone
 */
public record CleanupResult(long files, List<String> replays, List<String> tracks) {

    /** Copies the lists. */
    public CleanupResult {
        replays = List.copyOf(replays);
        tracks = List.copyOf(tracks);
    }
}
