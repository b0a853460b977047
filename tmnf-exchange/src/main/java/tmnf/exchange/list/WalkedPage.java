package tmnf.exchange.list;

import java.util.List;
import java.util.Map;

/**
 * What one page brought. All that a walk knows is the sum of its pages, so that a walk can go on behind those
 * that an earlier run noted.
 *
 * @param order code of the order that the page belongs to
 * @param after the cursor behind the page
 * @param ids of all its rows
 * @param accepted those of them that are on the list now
 * @param rows number of its rows, those without an id included
 * @param duplicates rows of tracks that an earlier row had
 * @param dropped rows left out, by reason
 * @param last whether the order ends here
 */
record WalkedPage(int order, long after, List<Long> ids, List<Long> accepted, int rows, int duplicates,
        Map<String, Integer> dropped, boolean last) {

    WalkedPage {
        ids = List.copyOf(ids);
        accepted = List.copyOf(accepted);
        dropped = Map.copyOf(dropped);
    }
}
