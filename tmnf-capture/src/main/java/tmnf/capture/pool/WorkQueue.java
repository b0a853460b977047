package tmnf.capture.pool;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;

/** The tracks that no worker has. Who finds none waits as long as another worker may bring one back. */
final class WorkQueue {

    private final Deque<TrackWork> waiting = new ArrayDeque<>();
    private int away;
    private boolean stopped;

    WorkQueue(Collection<TrackWork> work) {
        waiting.addAll(work);
    }

    /** A track, which has to be brought back or {@link #finished}; empty when there will be none. */
    synchronized Optional<TrackWork> take() throws InterruptedException {
        while (!stopped && waiting.isEmpty() && away > 0) {
            wait();
        }
        if (stopped || waiting.isEmpty()) {
            return Optional.empty();
        }
        away++;
        return Optional.of(waiting.removeFirst());
    }

    /** The track is done with. */
    synchronized void finished() {
        away--;
        notifyAll();
    }

    /** Somebody else shall go on with the track, before all others. */
    synchronized void bringBack(TrackWork work) {
        away--;
        if (!work.isDone()) {
            waiting.addFirst(work);
        }
        notifyAll();
    }

    /** Nobody gets any more. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }
}
