package tmnf.exchange.api;

import java.util.List;

/**
 * One page of a list.
 *
 * @param rows those that could be read; never null, never with holes
 * @param skipped rows without an id, or that are no objects
 * @param more whether the site has more behind the last row
 * @param last id of the last row as sent, to continue behind it; -1 when there is none
 */
public record Page<T>(List<T> rows, int skipped, boolean more, long last) {

    public Page {
        rows = List.copyOf(rows);
    }
}
