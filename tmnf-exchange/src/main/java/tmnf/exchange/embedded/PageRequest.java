package tmnf.exchange.embedded;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Which part of a list a question asks for.
 *
 * @param count rows at most
 * @param cursor id of the row to start at, -1 for the beginning
 */
record PageRequest(int count, Direction direction, long cursor) {

    /** Where the page lies, seen from the cursor. */
    enum Direction { AFTER, FROM, BEFORE }

    private static final int DEFAULT_COUNT = 40;

    /** Rows of a page, and whether there are more of them behind it. */
    record Slice<T>(List<T> rows, boolean more) {}

    /** Reads the parameters; a larger count than the cap means the cap. */
    static PageRequest of(Parameters parameters, int cap) throws BadRequest {
        long count = parameters.number("count", Math.min(cap, DEFAULT_COUNT));
        if (count < 1) {
            throw BadRequest.invalid("count");
        }
        int rows = (int) Math.min(count, cap);
        for (Direction direction : Direction.values()) {
            // Some clients start with after=0, which no row has.
            long cursor = parameters.number(direction.name().toLowerCase(java.util.Locale.ROOT), 0);
            if (cursor > 0) {
                return new PageRequest(rows, direction, cursor);
            }
        }
        return new PageRequest(rows, Direction.AFTER, -1);
    }

    /** The page of a list; one without the row of the cursor gives an empty page. */
    <T> Slice<T> of(List<T> list, ToLongFunction<T> id, Predicate<T> wanted) {
        int step = direction == Direction.BEFORE ? -1 : 1;
        int at = start(list, id);
        List<T> rows = new ArrayList<>(Math.min(count, list.size()));
        boolean more = false;
        while (at >= 0 && at < list.size() && !more) {
            T row = list.get(at);
            if (wanted.test(row)) {
                more = rows.size() == count;
                if (!more) {
                    rows.add(row);
                }
            }
            at += step;
        }
        if (step < 0) {
            Collections.reverse(rows);
        }
        return new Slice<>(rows, more);
    }

    private <T> int start(List<T> list, ToLongFunction<T> id) {
        if (cursor < 0) {
            return 0;
        }
        for (int i = 0; i < list.size(); i++) {
            if (id.applyAsLong(list.get(i)) == cursor) {
                return switch (direction) {
                    case AFTER -> i + 1;
                    case FROM -> i;
                    case BEFORE -> i - 1;
                };
            }
        }
        return list.size();
    }
}
