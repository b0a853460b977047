package tmnf.exchange.api;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Where in a list a page begins, seen from one of its rows.
 *
 * @param id of that row: a track or a replay, as the list has them
 */
public record Cursor(Side side, long id) {

    /** Which rows the page has. */
    public enum Side {
        /** Those behind the row: the next page, when it is the last one of a page. */
        AFTER,
        /** Those in front of the row. */
        BEFORE,
        /** The row itself and those behind it. */
        FROM
    }

    /** The beginning of a list. */
    public static final Cursor START = new Cursor(Side.AFTER, -1);

    public Cursor {
        Objects.requireNonNull(side, "side");
    }

    public static Cursor after(long id) {
        return new Cursor(Side.AFTER, id);
    }

    public static Cursor before(long id) {
        return new Cursor(Side.BEFORE, id);
    }

    public static Cursor from(long id) {
        return new Cursor(Side.FROM, id);
    }

    /** What the site calls it; empty at the beginning, which needs none. */
    Optional<String> parameter() {
        return id < 0 ? Optional.empty() : Optional.of(side.name().toLowerCase(Locale.ROOT));
    }
}
