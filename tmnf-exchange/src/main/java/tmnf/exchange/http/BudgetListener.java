package tmnf.exchange.http;

import java.time.Duration;

/** Told when the pace changes for a reason that people want to know. Called on worker threads, briefly. */
public interface BudgetListener {

    /** Nobody listens. */
    BudgetListener NONE = new BudgetListener() {};

    /** The site asked for rest: no request goes out for so long. */
    default void resting(Duration rest, String why) {}

    /** Too many failures: no request goes out for so long, then one goes out to try. */
    default void circuitOpened(Duration wait, String why) {}

    /** The site is back. */
    default void circuitClosed() {}

    /** Fewer requests at the same time from now on. */
    default void slowedDown(int limit, String why) {}
}
