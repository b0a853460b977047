package tmnf.tminterface.link;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Connects to a game that may still be starting: again and again, with growing pauses, up to a deadline. */
final class Dialer {

    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(5);

    private final LinkSettings settings;
    private final Connector connector;
    private final LinkTime time;

    Dialer(LinkSettings settings, Connector connector, LinkTime time) {
        this.settings = settings;
        this.connector = connector;
        this.time = time;
    }

    /** Tries at least once. */
    Wire dial(Duration limit) throws IOException {
        long began = time.nanos();
        long deadline = began + limit.toNanos();
        long pause = settings.firstRetry().toNanos();
        for (int attempt = 1;; attempt++) {
            try {
                long left = Math.max(1, deadline - time.nanos());
                return connector.connect(settings.address(), Math.min(left, LONGEST_ATTEMPT.toNanos()));
            } catch (InterruptedIOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                requireTime(deadline, began, attempt, e);
            } catch (IOException e) {
                requireTime(deadline, began, attempt, e);
            }
            sleep(Math.min(pause, deadline - time.nanos()));
            pause = Math.min(2 * pause, settings.longestRetry().toNanos());
        }
    }

    private void requireTime(long deadline, long began, int attempts, IOException failure)
            throws GameUnreachableException {
        if (deadline - time.nanos() > 0) {
            return;
        }
        InetSocketAddress address = settings.address();
        Duration waited = Duration.ofNanos(time.nanos() - began);
        GameUnreachableException unreachable = new GameUnreachableException("no game answers on "
                + address.getHostString() + ":" + address.getPort() + " after "
                + LinkConnection.text(waited) + " and "
                + attempts + (attempts == 1 ? " attempt (" : " attempts (") + failure.getMessage()
                + "). Start the game with /configstring=\"set custom_port " + address.getPort()
                + "\" and the link plugin in Documents/TMInterface/Plugins, or give the port that its"
                + " console names: ours after 'TmnfLink: listening on port', Python Link after"
                + " 'Port set to'.", waited, attempts);
        unreachable.initCause(failure);
        throw unreachable;
    }

    private void sleep(long nanos) throws InterruptedIOException {
        if (nanos <= 0) {
            return;
        }
        try {
            time.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while connecting");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
