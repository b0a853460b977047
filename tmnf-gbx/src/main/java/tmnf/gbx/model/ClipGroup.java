package tmnf.gbx.model;

import java.util.List;

/**
 * The clips that play on triggers during the race, or after it.
 *
 * @param image the group as stored, for writing it again
 */
public record ClipGroup(List<MediaClip> clips, NodeImage image) {

    public ClipGroup {
        clips = List.copyOf(clips);
    }
}
