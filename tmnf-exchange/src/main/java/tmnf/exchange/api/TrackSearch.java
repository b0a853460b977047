package tmnf.exchange.api;

import java.util.List;

/** SKELETON: a question for tracks; immutable. */
public final class TrackSearch {

    /** Tracks by their ids, for one answer. */
    public static TrackSearch byIds(List<Long> ids) {
        throw new UnsupportedOperationException();
    }

    /** Tracks whose name contains the text. */
    public static TrackSearch byName(String name, int count) {
        throw new UnsupportedOperationException();
    }
}
