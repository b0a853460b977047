package tmnf.gbx.model;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A MediaTracker clip: the intro of a challenge, what plays when a trigger is passed, or a replay editor's film.
 *
 * @param image the clip as stored, for writing it again
 */
public record MediaClip(String name, List<MediaTrack> tracks, NodeImage image) implements GbxContent {

    public MediaClip {
        tracks = List.copyOf(tracks);
        Objects.requireNonNull(image);
    }

    /** All blocks of all tracks. */
    public Stream<MediaBlock> blocks() {
        return tracks.stream().flatMap(track -> track.blocks().stream());
    }

    /** When the last block ends, in ms; 0 when no block has a time. */
    public int durationMs() {
        return latestEnd(block -> true).orElse(0);
    }

    /** When the last camera block ends, in ms; empty when no block moves the camera. */
    public OptionalInt cameraDurationMs() {
        return latestEnd(MediaBlock::isCamera);
    }

    private OptionalInt latestEnd(Predicate<MediaBlock> wanted) {
        return blocks()
                .filter(MediaBlock::timed)
                .filter(wanted)
                .mapToInt(MediaClip::endMs)
                .max();
    }

    private static int endMs(MediaBlock block) {
        long ms = Math.round(block.endSeconds() * 1000.0);
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, ms));
    }
}
