package tmnf.tminterface.link;

import java.util.concurrent.TimeUnit;

/** The time, and waiting for it. Tests put one in that leaps instead of waiting. */
public interface LinkTime {

    /** The real one. */
    LinkTime SYSTEM = new LinkTime() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    };

    /** Nanoseconds, for differences only. */
    long nanos();

    /** Waits so long. */
    void sleep(long nanos) throws InterruptedException;
}
