package tmnf.cli.download;

import java.util.Map;
import java.util.function.Supplier;

import tmnf.exchange.http.HostBudget;

/** How many requests are under way, and whether the exchange is given rest: the part of progress lines. */
final class PaceLine {

    private final Supplier<HostBudget.State> state;
    private final PaceNews news;

    PaceLine(Supplier<HostBudget.State> state, PaceNews news) {
        this.state = state;
        this.news = news;
    }

    /** What a line begins with while no request goes out; else empty. */
    String waiting() {
        HostBudget.State now = state.get();
        long nanos = now.circuitOpen() ? news.untilTryNanos() : now.restNanos();
        if (nanos <= 0) {
            return now.circuitOpen() ? "trying whether the exchange is back  " : "";
        }
        String why = news.reason().isEmpty() ? "" : " (" + news.reason() + ")";
        return (now.circuitOpen() ? "exchange down, next try in " : "resting ")
                + Figures.time(nanos / 1_000_000 + 499) + why + "  ";
    }

    /** {@code 6/8 in flight}. */
    String inFlight() {
        HostBudget.State now = state.get();
        return now.inFlight() + "/" + now.limit() + " in flight";
    }

    void addTo(Map<String, Object> fields) {
        HostBudget.State now = state.get();
        fields.put("inFlight", now.inFlight());
        fields.put("limit", now.limit());
        fields.put("restMs", Math.max(0, now.restNanos() / 1_000_000));
    }
}
