package tmnf.exchange.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits of the server's threads; they all end when it closes. */
final class Pauses {

    private final CountDownLatch closed = new CountDownLatch(1);

    /** Waits so long. Throws when the server closes. */
    void pause(Duration duration) throws IOException {
        if (duration.isZero()) {
            return;
        }
        try {
            if (closed.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("the exchange was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the exchange was closed");
        }
    }

    void end() {
        closed.countDown();
    }

    boolean ended() {
        return closed.getCount() == 0;
    }
}
