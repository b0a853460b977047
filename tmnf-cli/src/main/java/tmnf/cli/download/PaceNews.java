package tmnf.cli.download;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import tmnf.cli.command.CommandContext;
import tmnf.exchange.http.BudgetListener;

/**
 * Says why the exchange is given rest: as warnings and notes for people, as {@code rest} events for scripts.
 * Told by many threads; says the same thing at most every few seconds.
 */
final class PaceNews implements BudgetListener {

    private static final long SAME_AGAIN_MS = 5_000;
    private static final int MOST_LETTERS = 60;

    private final CommandContext context;
    private volatile String reason = "";
    private volatile long nextTryNanos;
    private String said = "";
    private long saidAt;

    PaceNews(CommandContext context) {
        this.context = context;
    }

    /** Why the last rest was, in a few words. */
    String reason() {
        return reason;
    }

    /** How long until one request goes out to try whether the exchange is back; 0: it is out. */
    long untilTryNanos() {
        return Math.max(0, nextTryNanos - System.nanoTime());
    }

    @Override
    public void resting(Duration rest, String why) {
        reason = brief(why);
        event("resting", rest, why);
        warn("REST", "the exchange asks for rest (" + brief(why) + "): no request for "
                + Figures.time(rest.toMillis()));
    }

    @Override
    public void circuitOpened(Duration wait, String why) {
        reason = brief(why);
        nextTryNanos = System.nanoTime() + wait.toNanos();
        event("down", wait, why);
        warn("EXCHANGE_DOWN", "too many failures (" + why + "): waiting " + Figures.time(wait.toMillis())
                + ", then one request goes out to try");
    }

    @Override
    public void circuitClosed() {
        reason = "";
        event("back", Duration.ZERO, "");
        context.note("The exchange is back, going on");
    }

    @Override
    public void slowedDown(int limit, String why) {
        event("slower", Duration.ZERO, why);
        if (context.verbosity() > 0) {
            context.note("Slowing down to " + limit + " at a time (" + why + ")");
        }
    }

    /** Without the path in front, and cut. */
    private static String brief(String why) {
        String text = why.replaceFirst("^/\\S*: ", "").replaceFirst("\\.$", "");
        return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS - 3) + "...";
    }

    private void event(String state, Duration rest, String why) {
        if (context.isJsonLines()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("state", state);
            fields.put("restMs", rest.toMillis());
            fields.put("why", why);
            context.event("rest", fields);
        }
    }

    private synchronized void warn(String code, String message) {
        long now = context.clock().millis();
        if (!code.equals(said) || now - saidAt >= SAME_AGAIN_MS) {
            said = code;
            saidAt = now;
            context.warn(code, message);
        }
    }
}
