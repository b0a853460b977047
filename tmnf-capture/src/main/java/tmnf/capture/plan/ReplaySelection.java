package tmnf.capture.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which replays are captured.
 *
 * @param trackList file with one track id a line, {@code #} comments; its order is the order of work. When
 *     it does not exist, all folders below the replays folder are taken in natural order, with a notice
 * @param trackIds taken instead of the list when there are any
 * @param maxReplaysPerTrack the first so many of a track in natural order of their names; 0: all
 * @param excludeRespawnMaps whether a track is left out when one of its selected replays respawns
 * @param excludeEnterMaps file with ids that are left out; a missing file leaves out none
 * @param shard the part of the tracks that is ours
 * @param existing what is done about replays that were captured before
 */
public record ReplaySelection(Path trackList, List<String> trackIds, int maxReplaysPerTrack,
        boolean excludeRespawnMaps, Optional<Path> excludeEnterMaps, Shard shard, Existing existing) {

    /** All replays of the tracks in {@code maps/track_ids.txt} that were not captured yet. */
    public static final ReplaySelection DEFAULT = new ReplaySelection(
            Path.of("maps/track_ids.txt"), List.of(), 0, false, Optional.empty(), Shard.ALL, Existing.KEEP);

    /** What is done about replays that were captured, or tried, before. */
    public enum Existing {
        /** What is done or quarantined stays as it is. */
        KEEP,
        /** What was quarantined is tried again. */
        RETRY_QUARANTINED,
        /** Everything is captured again. */
        OVERWRITE
    }

    /** Checks the ranges. */
    public ReplaySelection {
        Objects.requireNonNull(trackList, "trackList");
        trackIds = List.copyOf(trackIds);
        if (maxReplaysPerTrack < 0) {
            throw new IllegalArgumentException(
                    "the most replays of a track is 0 (all) or more, not " + maxReplaysPerTrack);
        }
        Objects.requireNonNull(excludeEnterMaps, "excludeEnterMaps");
        Objects.requireNonNull(shard, "shard");
        Objects.requireNonNull(existing, "existing");
    }

    /** The same with these tracks. */
    public ReplaySelection withTrackIds(List<String> value) {
        return new ReplaySelection(trackList, value, maxReplaysPerTrack, excludeRespawnMaps, excludeEnterMaps,
                shard, existing);
    }

    /** The same with another list of tracks. */
    public ReplaySelection withTrackList(Path value) {
        return new ReplaySelection(value, trackIds, maxReplaysPerTrack, excludeRespawnMaps, excludeEnterMaps,
                shard, existing);
    }

    /** The same with another number of replays for each track. */
    public ReplaySelection withMaxReplaysPerTrack(int value) {
        return new ReplaySelection(trackList, trackIds, value, excludeRespawnMaps, excludeEnterMaps, shard,
                existing);
    }

    /** The same, with or without tracks on which somebody respawns. */
    public ReplaySelection withExcludeRespawnMaps(boolean value) {
        return new ReplaySelection(trackList, trackIds, maxReplaysPerTrack, value, excludeEnterMaps, shard,
                existing);
    }

    /** The same without the tracks of this list. */
    public ReplaySelection withExcludeEnterMaps(Path value) {
        return new ReplaySelection(trackList, trackIds, maxReplaysPerTrack, excludeRespawnMaps,
                Optional.of(value), shard, existing);
    }

    /** The same for another part of the tracks. */
    public ReplaySelection withShard(Shard value) {
        return new ReplaySelection(trackList, trackIds, maxReplaysPerTrack, excludeRespawnMaps,
                excludeEnterMaps, value, existing);
    }

    /** The same with another treatment of what exists. */
    public ReplaySelection withExisting(Existing value) {
        return new ReplaySelection(trackList, trackIds, maxReplaysPerTrack, excludeRespawnMaps,
                excludeEnterMaps, shard, value);
    }
}
