package tmnf.rl.policy;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/** One decision that is asked for: a thread waits for it, another one answers. */
final class Question {

    private static final long LOOK_MS = 50;
    private static final long MILLI = 1_000_000; // nanoseconds

    private final ByteBuffer frame;
    private final float[] floats;
    private final Exploration exploration;
    private final WeightHold hold; // null: by the newest weights
    private final long asked = System.nanoTime();
    private Decision decision; // null until there is one, as failure
    private InferenceException failure;
    private boolean gone;

    /** With null for the hold it is decided by the newest weights. */
    Question(ByteBuffer frame, float[] floats, Exploration exploration, WeightHold hold) {
        this.frame = frame;
        this.floats = floats;
        this.exploration = exploration;
        this.hold = hold;
    }

    Optional<WeightHold> hold() {
        return Optional.ofNullable(hold);
    }

    Exploration exploration() {
        return exploration;
    }

    boolean explores() {
        return exploration.epsilon() + exploration.boltzmann() > 0;
    }

    /** When, by the monotonic clock. */
    long asked() {
        return asked;
    }

    /** Whether nobody waits any more. */
    synchronized boolean isGone() {
        return gone;
    }

    /** Copies frame and numbers into those of a pass. */
    void copyTo(ByteBuffer pixels, int at, int count, FloatBuffer values, int first) {
        pixels.put(at, frame, frame.position(), count);
        values.put(first, floats);
    }

    synchronized void answer(Decision value) {
        decision = value;
        notifyAll();
    }

    synchronized void fail(InferenceException value) {
        if (decision == null && failure == null) {
            failure = value;
            notifyAll();
        }
    }

    /**
     * Waits for the answer.
     *
     * @param deadline by the monotonic clock
     * @param ended why nobody answers any more; null while somebody does
     * @return empty at the deadline
     */
    synchronized Optional<Decision> await(long deadline, Supplier<InferenceException> ended)
            throws InterruptedException {
        try {
            while (decision == null && failure == null) {
                InferenceException end = ended.get(); // the last look at the queue may be behind
                if (end != null) {
                    throw end;
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return Optional.empty();
                }
                wait(Math.min(LOOK_MS, left / MILLI + 1));
            }
        } finally {
            gone = true;
        }
        if (failure != null) {
            throw failure;
        }
        return Optional.of(decision);
    }
}
