package tmnf.tminterface.link;

import java.util.concurrent.locks.LockSupport;

/** The time, and waiting for it. Tests put one in that leaps instead of waiting. */
public interface LinkTime {

    /** The real one. */
    LinkTime SYSTEM = new LinkTime() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        /** Thread.sleep rounds microseconds up to a millisecond, for which a simulated game is too fast. */
        @Override
        public void sleep(long nanos) throws InterruptedException {
            long ends = System.nanoTime() + nanos;
            for (long left = nanos; left > 0; left = ends - System.nanoTime()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (left < SHORTEST_PARK_NANOS) {
                    Thread.yield();
                } else {
                    LockSupport.parkNanos(left);
                }
            }
        }
    };

    /** Parking takes about so long in any case. */
    long SHORTEST_PARK_NANOS = 50_000;

    /** Nanoseconds, for differences only. */
    long nanos();

    /** Waits so long. */
    void sleep(long nanos) throws InterruptedException;
}
