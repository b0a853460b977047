package tmnf.exchange.http;

import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.ExchangeException;

/** SKELETON: when the next request may go out. */
public final class HostBudget {

    /** How things stand, for people who watch. */
    public record State(int inFlight, int limit, int ceiling, double ratePerSecond, long restNanos,
            boolean circuitOpen) {}

    public HostBudget(ExchangeConfig config, Time time, BudgetListener listener) {
        throw new UnsupportedOperationException();
    }

    /** Waits until a request may go out. Throws STOPPED after stop, UNAVAILABLE or BLOCKED when given up. */
    public Permit acquire(RequestKind kind, String url) throws ExchangeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public State state() {
        throw new UnsupportedOperationException();
    }

    /** Ends all waiting; from now on nothing goes out. */
    public void stop() {
        throw new UnsupportedOperationException();
    }

    /** The right to have one request in flight. */
    public interface Permit extends AutoCloseable {
        /** The site answered properly; also with a 404 for a file. */
        void succeeded(long firstByteNanos);

        /** The site did not. */
        void failed(ExchangeException failure);

        /** Gives the right back; a permit closed without a word counts for nothing. */
        @Override
        void close();
    }
}
