package tmnf.exchange.api;

import java.util.Locale;
import java.util.Optional;

/** The orders in which the site lists tracks. Printed the way users write them. */
public enum TrackOrder {
    DEFAULT(0),
    OLDEST(1),
    UPLOADED(2),
    LEAST_RECENTLY_UPDATED(3),
    UPDATED(4),
    LEAST_AWARDS(5),
    AWARDS(6),
    LEAST_COMMENTS(7),
    COMMENTS(8),
    LEAST_ACTIVITY(9),
    ACTIVITY(10),
    NAME(11),
    NAME_BACKWARDS(12),
    AUTHOR(13),
    AUTHOR_BACKWARDS(14),
    EASIEST(15),
    HARDEST(16),
    LEAST_DOWNLOADS(17),
    DOWNLOADS(18),
    LEAST_VALUE(19),
    VALUE(20),
    LEAST_AWARDS_THIS_WEEK(21),
    AWARDS_THIS_WEEK(22),
    LEAST_AWARDS_THIS_MONTH(23),
    AWARDS_THIS_MONTH(24),
    LEAST_RECENTLY_AWARDED(25),
    AWARDED(26),
    LEAST_RECENT_RECORD(27),
    RECORD(28),
    LEAST_RECENT_OWN_RECORD(29),
    OWN_RECORD(30),
    LENGTH(39),
    LONGEST(40),
    SHORTEST_RECORD(41),
    LONGEST_RECORD(42);

    private final int code;

    TrackOrder(int code) {
        this.code = code;
    }

    /** What the site calls it. */
    public int code() {
        return code;
    }

    /** The order of a code of the site, when it is one that we know. */
    public static Optional<TrackOrder> of(int code) {
        for (TrackOrder order : values()) {
            if (order.code == code) {
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }

    /** Name of an order for people, also of one that we do not know. */
    public static String label(int code) {
        return of(code).map(TrackOrder::toString).orElse("order-" + code);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
