package tmnf.exchange.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.ExchangeException;

/**
 * When the next request may go out: never more at the same time than the site bears, never faster than
 * allowed, not while it rests. Callers are served in the order in which they came. Thread-safe.
 *
 * <p>Only the first in the queue watches the time; the others sleep until it is their turn, so that the end
 * of a request wakes one thread, not all.
 */
public final class HostBudget {

    /**
     * How things stand, for people who watch.
     *
     * @param limit the most requests at the same time as of now
     * @param ceiling what the limit never exceeds
     * @param ratePerSecond requests a second allowed now, 0: no limit
     * @param restNanos what is left of a rest that the site asked for
     * @param circuitOpen whether the site counts as down
     */
    public record State(int inFlight, int limit, int ceiling, double ratePerSecond, long restNanos,
            boolean circuitOpen) {}

    private final Time time;
    private final BudgetListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Pace pace; // guarded by lock
    private final Deque<Condition> queue = new ArrayDeque<>(); // guarded by lock; one for each waiting caller

    /** A budget for the site of a configuration. */
    public HostBudget(ExchangeConfig config, Time time, BudgetListener listener) {
        this(config, time, listener, new SplittableRandom());
    }

    HostBudget(ExchangeConfig config, Time time, BudgetListener listener, RandomGenerator random) {
        this.pace = new Pace(config, random);
        this.time = Objects.requireNonNull(time, "time");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    Time time() {
        return time;
    }

    /**
     * Waits until a request may go out. Throws STOPPED after {@link #stop}, UNAVAILABLE or BLOCKED when given
     * up; these failures have an empty path, for they concern no single request.
     *
     * @param url what is asked for: failures count once for each
     */
    public Permit acquire(RequestKind kind, String url) throws ExchangeException, InterruptedException {
        lock.lockInterruptibly();
        try {
            long now = checkedNow();
            if (!queue.isEmpty() || pace.waitNanos(now) > 0) {
                now = waitForTurn();
            }
            return new OneRequest(pace.start(kind, url, now));
        } finally {
            wakeNext();
            lock.unlock();
        }
    }

    public State state() {
        lock.lock();
        try {
            return pace.state(time.nanos());
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waiting; from now on nothing goes out. */
    public void stop() {
        lock.lock();
        try {
            pace.stop();
            queue.forEach(Condition::signal);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the time at which the caller may start. */
    private long waitForTurn() throws ExchangeException, InterruptedException {
        Condition turn = lock.newCondition();
        queue.addLast(turn);
        try {
            while (true) {
                long now = checkedNow();
                long wait = queue.peekFirst() == turn ? pace.waitNanos(now) : Pace.UNTIL_TOLD;
                if (wait == 0) {
                    return now;
                }
                if (wait == Pace.UNTIL_TOLD) {
                    turn.await(); // ends with stop(), with a request in flight, or when the site goes down
                } else {
                    time.await(turn, wait);
                }
            }
        } finally {
            queue.remove(turn);
        }
    }

    private long checkedNow() throws ExchangeException {
        long now = time.nanos();
        Pace.End end = pace.end(now);
        if (end != null) {
            throw end.exception();
        }
        return now;
    }

    /** Called with the lock: the first in the queue looks again, or all when there is nothing to wait for. */
    private void wakeNext() {
        if (queue.isEmpty()) {
            return;
        }
        if (pace.end(time.nanos()) != null) {
            queue.forEach(Condition::signal);
        } else if (pace.isWorthALook()) {
            queue.peekFirst().signal();
        }
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

    private final class OneRequest implements Permit {

        private final Pace.Ticket ticket;
        private boolean told;
        private boolean closed;

        OneRequest(Pace.Ticket ticket) {
            this.ticket = ticket;
        }

        @Override
        public void succeeded(long firstByteNanos) {
            tell(() -> pace.succeeded(ticket, firstByteNanos, time.nanos()));
        }

        @Override
        public void failed(ExchangeException failure) {
            Objects.requireNonNull(failure, "failure");
            tell(() -> pace.failed(ticket, failure, time.nanos(), time.now()));
        }

        private void tell(Runnable outcome) {
            List<Consumer<BudgetListener>> news;
            lock.lock();
            try {
                if (told || closed) {
                    return;
                }
                told = true;
                outcome.run();
                wakeNext();
                news = pace.takeNews();
            } finally {
                lock.unlock();
            }
            news.forEach(item -> item.accept(listener));
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!closed) {
                    closed = true;
                    pace.finish(ticket, told, time.nanos());
                    wakeNext();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
