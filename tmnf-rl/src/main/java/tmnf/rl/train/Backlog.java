package tmnf.rl.train;

import java.time.Duration;

/** Transitions that came in and that the learner has not counted yet; how far it is behind. Thread-safe. */
final class Backlog {

    private long untaken; // transitions for training that the learner does not know of yet
    private double openBatches; // as the learner said it last
    private boolean openIsKnown = true; // whether it said so since it took transitions

    /** Transitions came in. */
    synchronized void added(long transitions) {
        untaken += transitions;
        notifyAll();
    }

    /** Transitions that came in since it was asked the last time; waits for some if there are none. */
    synchronized long take(Duration patience) throws InterruptedException {
        if (untaken == 0 && !patience.isZero()) {
            wait(patience.toMillis());
        }
        long added = untaken;
        untaken = 0;
        openIsKnown &= added == 0;
        return added;
    }

    /** Batches that the learner may learn from without new races. */
    synchronized void open(double batches) {
        openBatches = batches;
        openIsKnown = true;
        notifyAll();
    }

    /**
     * Whether another race may come in; if not, waits a while for the learner first.
     *
     * @param most batches that may be open; 0: any number
     */
    synchronized boolean hasRoom(int most, long waitMillis) throws InterruptedException {
        if (!hasRoom(most)) {
            wait(waitMillis);
        }
        return hasRoom(most);
    }

    /** The same at this moment. */
    synchronized boolean hasRoom(int most) {
        return most == 0 || untaken == 0 && openIsKnown && openBatches <= most;
    }
}
