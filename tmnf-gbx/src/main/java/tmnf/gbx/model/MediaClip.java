package tmnf.gbx.model;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A MediaTracker clip: the intro of a challenge, what plays when a trigger is passed, or a replay editor's
 * film.
 *
 * @param image the clip as stored, for writing it again
 */
public record MediaClip(String name, List<MediaTrack> tracks, NodeImage image) implements GbxContent {

    public MediaClip {
        tracks = List.copyOf(tracks);
        Objects.requireNonNull(image);
    }

    /** When the last block ends, in seconds; 0 when no block has a time. */
    public double durationSeconds() {
        return latestEnd(block -> true).orElse(0);
    }

    /** When the last camera block ends, in seconds; empty when no block moves the camera. */
    public OptionalDouble cameraDurationSeconds() {
        return latestEnd(MediaBlock::isCamera);
    }

    /** {@link #durationSeconds()} rounded to whole ms. */
    public int durationMs() {
        return (int) Math.min(Integer.MAX_VALUE, Math.round(durationSeconds() * 1000));
    }

    private OptionalDouble latestEnd(Predicate<MediaBlock> wanted) {
        // A file can name one long track many times: that must not cost more than its size.
        Set<MediaTrack> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        return tracks.stream()
                .filter(seen::add)
                .flatMap(track -> track.blocks().stream())
                .filter(MediaBlock::timed)
                .filter(wanted)
                .mapToDouble(block -> Math.max(0, block.endSeconds()))
                .max();
    }
}
