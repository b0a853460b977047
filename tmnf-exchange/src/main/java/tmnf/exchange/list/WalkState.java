package tmnf.exchange.list;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How far a walk is: the sum of its pages. Confined to one thread. */
final class WalkState {

    private final Map<Integer, Order> orders = new LinkedHashMap<>();
    private final List<Long> accepted = new ArrayList<>();
    private final Map<String, Integer> dropped = new TreeMap<>();
    private int rows;
    private int duplicates;

    WalkState(List<Integer> orderCodes) {
        orderCodes.forEach(code -> orders.put(code, new Order(code)));
    }

    void add(WalkedPage page) {
        Order order = orders.get(page.order());
        order.pages++;
        order.after = page.after();
        order.ended |= page.last();
        order.seen.addAll(page.ids());
        accepted.addAll(page.accepted());
        rows += page.rows();
        duplicates += page.duplicates();
        page.dropped().forEach((reason, count) -> dropped.merge(reason, count, Integer::sum));
    }

    /** The order whose next page is to be read: the one with the fewest pages so far. */
    Optional<Order> next() {
        return orders.values().stream().filter(order -> !order.ended)
                .min(Comparator.comparingInt(order -> order.pages));
    }

    boolean hasOrder(int code) {
        return orders.containsKey(code);
    }

    /** Whether a row of this track was on any page. */
    boolean hasSeen(long id) {
        for (Order order : orders.values()) {
            if (order.seen.contains(id)) {
                return true;
            }
        }
        return false;
    }

    List<Long> accepted() {
        return accepted;
    }

    Map<String, Integer> dropped() {
        return dropped;
    }

    int pages() {
        return orders.values().stream().mapToInt(order -> order.pages).sum();
    }

    int rows() {
        return rows;
    }

    int duplicates() {
        return duplicates;
    }

    /** One order's part of the walk. */
    static final class Order {
        private final int code;
        private final Set<Long> seen = new HashSet<>();
        private int pages;
        private long after = -1; // -1: no page yet
        private boolean ended;

        private Order(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        int pages() {
            return pages;
        }

        long after() {
            return after;
        }

        boolean hasSeen(long id) {
            return seen.contains(id);
        }

        void end() {
            ended = true;
        }
    }
}
