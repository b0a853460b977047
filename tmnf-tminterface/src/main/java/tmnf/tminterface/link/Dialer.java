package tmnf.tminterface.link;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Connects to a game that may still be starting: again and again, with growing pauses, up to a deadline. */
final class Dialer {

    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(5);
    /** How long nobody asks whether to give up. */
    private static final long LONGEST_SLEEP = 200_000_000;

    private final LinkSettings settings;
    private final Connector connector;
    private final LinkTime time;

    Dialer(LinkSettings settings, Connector connector, LinkTime time) {
        this.settings = settings;
        this.connector = connector;
        this.time = time;
    }

    /** Tries at least once, unless it is to give up; empty if it did. */
    Optional<Wire> dial(Duration limit, BooleanSupplier givesUp) throws IOException {
        long began = time.nanos();
        long deadline = began + limit.toNanos();
        long pause = settings.firstRetry().toNanos();
        for (int attempt = 1; !givesUp.getAsBoolean(); attempt++) {
            try {
                long left = Math.max(1, deadline - time.nanos());
                return Optional.of(connector.connect(settings.address(),
                        Math.min(left, LONGEST_ATTEMPT.toNanos())));
            } catch (InterruptedIOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                requireTime(deadline, began, attempt, e);
            } catch (IOException e) {
                requireTime(deadline, began, attempt, e);
            }
            sleep(Math.min(pause, deadline - time.nanos()), givesUp);
            pause = Math.min(2 * pause, settings.longestRetry().toNanos());
        }
        return Optional.empty();
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

    private void sleep(long nanos, BooleanSupplier givesUp) throws InterruptedIOException {
        try {
            for (long left = nanos; left > 0 && !givesUp.getAsBoolean(); left -= LONGEST_SLEEP) {
                time.sleep(Math.min(left, LONGEST_SLEEP));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while connecting");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
