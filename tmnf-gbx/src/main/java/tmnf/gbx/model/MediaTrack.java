package tmnf.gbx.model;

import java.util.List;

/** One line of a MediaTracker clip: blocks of one kind, one after the other. */
public record MediaTrack(String name, List<MediaBlock> blocks, boolean keepPlaying) {

    public MediaTrack {
        blocks = List.copyOf(blocks);
    }
}
