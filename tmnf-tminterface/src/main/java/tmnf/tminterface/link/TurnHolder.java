package tmnf.tminterface.link;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps a turn open while other threads work, for example while a network learns between two races: the
 * thread of the link waits here, and renews the lease as often as it has to. There is no thread of its own:
 * if this program hangs or dies, nobody renews, and the game goes on after the margin.
 */
public final class TurnHolder {

    private final GameLink link;
    private final LinkTime time;

    /** For a link in the state TURN, used by its thread. */
    public TurnHolder(GameLink link, LinkTime time) {
        this.link = Objects.requireNonNull(link, "link");
        this.time = Objects.requireNonNull(time, "time");
    }

    /**
     * Waits for work that other threads do.
     *
     * @param margin how long the game may stand still after this program died; some seconds
     * @param deadline for the work
     * @throws TimeoutException if the work is not done by then; it goes on, and so does the turn
     */
    public <T> T waitFor(Future<T> work, Duration margin, Duration deadline)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        long ends = time.nanos() + deadline.toNanos();
        while (true) {
            Duration due = link.holdTurn(margin);
            long left = ends - time.nanos();
            long slice = Math.max(0, Math.min(left, due.toNanos()));
            try {
                return work.get(slice, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (left <= slice) {
                    throw e;
                }
            }
        }
    }
}
