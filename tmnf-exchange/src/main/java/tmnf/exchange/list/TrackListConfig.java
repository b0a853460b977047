package tmnf.exchange.list;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import tmnf.exchange.api.TrackOrder;
import tmnf.exchange.api.TrackSearch;

/**
 * Which tracks to list, and where to.
 *
 * @param search the filters; its order and paging do not matter
 * @param orders codes of the orders to walk through, page by page in rotation; see {@link TrackOrder}
 * @param minAwards tracks with fewer awards are left out; 0: none
 * @param minReplays tracks with replays of fewer drivers are left out; above 1 this costs a question a track
 * @param pages the most pages in each order
 * @param perPage rows to ask for in a page; the site may send fewer
 * @param maxTracks the list ends with so many; 0: no limit
 * @param apiWorkers the most questions at the same time
 * @param output the list, one id a line
 * @param json the rows as they came, as one JSON array; null: not wanted
 */
public record TrackListConfig(TrackSearch search, List<Integer> orders, int minAwards, int minReplays,
        int pages, int perPage, int maxTracks, int apiWorkers, Path output, Path json) {

    /** The orders of {@code --order all}. */
    public static final List<Integer> ROTATION = List.of(
            TrackOrder.AWARDS.code(), TrackOrder.ACTIVITY.code(), TrackOrder.UPLOADED.code());
    /** As the Python tool has it: in effect no limit. */
    static final int MANY_PAGES = 9_999;

    public TrackListConfig {
        Objects.requireNonNull(search, "search");
        Objects.requireNonNull(output, "output");
        orders = List.copyOf(orders);
        if (orders.isEmpty() || minAwards < 0 || minReplays < 0 || pages < 1 || perPage < 1 || maxTracks < 0
                || apiWorkers < 1) {
            throw new IllegalArgumentException("orders " + orders + ", awards " + minAwards + ", replays "
                    + minReplays + ", pages " + pages + " of " + perPage + ", tracks " + maxTracks
                    + ", workers " + apiWorkers);
        }
    }

    /** All tracks of a search in one order. */
    static TrackListConfig of(TrackSearch search, TrackOrder order, Path output) {
        return new TrackListConfig(search, List.of(order.code()), 0, 0, MANY_PAGES, 100, 0, 8, output, null);
    }

    TrackListConfig withOrders(List<Integer> codes) {
        return new TrackListConfig(search, codes, minAwards, minReplays, pages, perPage, maxTracks,
                apiWorkers, output, json);
    }

    TrackListConfig withLeast(int awards, int replays) {
        return new TrackListConfig(search, orders, awards, replays, pages, perPage, maxTracks,
                apiWorkers, output, json);
    }

    TrackListConfig withPages(int most, int rows) {
        return new TrackListConfig(search, orders, minAwards, minReplays, most, rows, maxTracks, apiWorkers,
                output, json);
    }

    TrackListConfig withMaxTracks(int tracks) {
        return new TrackListConfig(search, orders, minAwards, minReplays, pages, perPage, tracks, apiWorkers,
                output, json);
    }

    TrackListConfig withApiWorkers(int workers) {
        return new TrackListConfig(search, orders, minAwards, minReplays, pages, perPage, maxTracks, workers,
                output, json);
    }

    /** With the rows as they came in a file of JSON. */
    TrackListConfig withJson(Path file) {
        return new TrackListConfig(search, orders, minAwards, minReplays, pages, perPage, maxTracks,
                apiWorkers, output, file);
    }
}
