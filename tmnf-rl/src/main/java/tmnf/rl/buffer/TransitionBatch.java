package tmnf.rl.buffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Transitions put together for one step of the learner, in direct buffers of the machine's byte order that
 * are used again. All are read by absolute index; positions stay at 0. Confined to one thread at a time.
 */
public final class TransitionBatch {

    private final int size;
    private final int pixels;
    private final int floats;
    private final ByteBuffer pictures;
    private final ByteBuffer nextPictures;
    private final FloatBuffer numbers;
    private final FloatBuffer nextNumbers;
    private final FloatBuffer rewards;
    private final FloatBuffer gammas;
    private final FloatBuffer weights;
    private final int[] actions;
    private final long[] slots;

    /**
     * Empty buffers.
     *
     * @param size transitions, B
     * @param pixels of a frame; 0 without pictures
     * @param floats numbers of an observation
     */
    public TransitionBatch(int size, int pixels, int floats) {
        this.size = size;
        this.pixels = pixels;
        this.floats = floats;
        pictures = bytes(Math.multiplyExact(size, pixels));
        nextPictures = bytes(size * pixels);
        numbers = numbers(Math.multiplyExact(size, floats));
        nextNumbers = numbers(size * floats);
        rewards = numbers(size);
        gammas = numbers(size);
        weights = numbers(size);
        actions = new int[size];
        slots = new long[size];
    }

    private static ByteBuffer bytes(int count) {
        // JNA frees what is large when the buffer, which keeps it, is no longer reachable.
        return count >= LargePages.PAGE ? new LargePages(count).bytes()
                : ByteBuffer.allocateDirect(count).order(ByteOrder.nativeOrder());
    }

    private static FloatBuffer numbers(int count) {
        return bytes(Math.multiplyExact(count, Float.BYTES)).asFloatBuffer();
    }

    /** Transitions, B. */
    public int size() {
        return size;
    }

    /** Pixels of a frame; 0 without pictures. */
    public int pixels() {
        return pixels;
    }

    /** Numbers of an observation. */
    public int floats() {
        return floats;
    }

    /** Grey pixels of the states: B * pixels. */
    public ByteBuffer pictures() {
        return pictures;
    }

    /** Grey pixels of the next states: B * pixels. */
    public ByteBuffer nextPictures() {
        return nextPictures;
    }

    /** Observations, not normalised, mini-race time in the first: B * floats. */
    public FloatBuffer numbers() {
        return numbers;
    }

    /** The next observations. */
    public FloatBuffer nextNumbers() {
        return nextNumbers;
    }

    /** Rewards of n steps, shaping included: B. */
    public FloatBuffer rewards() {
        return rewards;
    }

    /** Discounts of the next states' values, 0 where none follows: B. */
    public FloatBuffer gammas() {
        return gammas;
    }

    /** Weights of importance sampling, 1 when sampled evenly: B. */
    public FloatBuffer weights() {
        return weights;
    }

    /** Actions taken: B. */
    public int[] actions() {
        return actions;
    }

    /** Where each lies in the buffer, to give back its priority: B. */
    public long[] slots() {
        return slots;
    }
}
