package tmnf.exchange.download;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import tmnf.exchange.http.Time;

/**
 * Work for the threads of one stage, some of it not before its time. It holds as much as it is given: who
 * fills it asks {@link #awaitRoom} first. After {@link #close} nobody gets anything any more. Thread-safe.
 */
final class WorkQueue<T> {

    private final Time time;
    private final int room;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private final Deque<T> ready = new ArrayDeque<>();
    private final PriorityQueue<Later<T>> later =
            new PriorityQueue<>(Comparator.comparingLong((Later<T> item) -> item.order));
    private boolean closed;

    private record Later<T>(T item, long dueNanos, long order) {}

    /** A queue that is full from {@code room} items on. */
    WorkQueue(Time time, int room) {
        this.time = time;
        this.room = room;
    }

    void put(T item) {
        lock.lock();
        try {
            ready.addLast(item);
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    void putAll(List<? extends T> items) {
        lock.lock();
        try {
            ready.addAll(items);
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Before all other work, in their order. */
    void putFirst(List<? extends T> items) {
        lock.lock();
        try {
            for (int i = items.size() - 1; i >= 0; i--) {
                ready.addFirst(items.get(i));
            }
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Not before a time from now, then before all other work. */
    void putLater(T item, long delayNanos) {
        lock.lock();
        try {
            long due = time.nanos() + Math.max(0, delayNanos);
            // Nanoseconds only compare as differences; those of one run are far from an overflow.
            later.add(new Later<>(item, due, due));
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next item; waits for it. Null when the queue is closed. */
    T take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                Later<T> next = later.peek();
                long wait = next == null ? Long.MAX_VALUE : next.dueNanos - time.nanos();
                if (wait <= 0) {
                    return taken(later.remove().item);
                }
                if (!ready.isEmpty()) {
                    return taken(ready.removeFirst());
                }
                if (next == null) {
                    filled.await();
                } else {
                    time.await(filled, wait);
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private T taken(T item) {
        if (ready.size() + later.size() < room) {
            drained.signal();
        }
        return item;
    }

    /** Waits until there is room; false when the queue is closed. */
    boolean awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && ready.size() + later.size() >= room) {
                drained.await();
            }
            if (!closed) {
                drained.signal(); // whoever waits behind us looks for himself
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waiting; what is still in the queue is dropped. */
    void close() {
        lock.lock();
        try {
            closed = true;
            ready.clear();
            later.clear();
            filled.signalAll();
            drained.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
