package tmnf.tminterface.sharedmemory;

import java.util.concurrent.locks.LockSupport;

/** The clock and the ways to let time pass, so that tests need neither real time nor a second thread. */
public interface Ticker {

    /** The machine's own time. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void spin() {
            Thread.onSpinWait();
        }

        @Override
        public void giveWay() {
            Thread.yield();
        }

        @Override
        public void park(long nanos) {
            LockSupport.parkNanos(this, nanos);
        }
    };

    /** Nanoseconds since some point in time. */
    long nanoTime();

    /** Waits for some processor cycles. */
    void spin();

    /** Lets other threads run. */
    void giveWay();

    /** Sleeps for so long, or less when unparked or interrupted. */
    void park(long nanos);
}
