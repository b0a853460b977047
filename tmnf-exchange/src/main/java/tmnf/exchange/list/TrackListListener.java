package tmnf.exchange.list;

import tmnf.exchange.api.Track;

/** Told how the walk through a search goes; calls must be brief. */
public interface TrackListListener {

    /** Nobody listens. */
    TrackListListener NONE = new TrackListListener() {};

    /** An earlier run of the same question left so many tracks of so many pages. */
    default void resumed(int tracks, int pages) {}

    /** A track is on the list. In the order of the list, on the thread of the run. */
    default void accepted(Track track) {}

    /**
     * A page was read and judged.
     *
     * @param order what the pages are sorted by, see {@code TrackOrder.label}
     * @param page its number in this order, from 1
     * @param rows tracks on it
     * @param tracks on the list so far
     */
    default void page(String order, int page, int rows, int tracks) {}

    /** An attempt failed and is repeated. Also on other threads. */
    default void retried(String path, String why) {}

    /** Something odd that the user may want to know. */
    default void warning(String code, String message) {}
}
