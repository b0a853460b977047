package tmnf.rl.buffer;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * Moves the frames of a batch at random by a few pixels, state and next state alike. All is drawn when it is
 * made, so that several threads may copy with it.
 */
final class Crop {

    private final boolean none;
    private final int[] right;
    private final int[] down;

    /**
     * Draws.
     *
     * @param random null for none
     * @param count transitions of the batch
     */
    Crop(BufferSettings settings, RandomGenerator random, int count) {
        int most = settings.cropPixels();
        none = random == null || most == 0 || settings.pixels() == 0;
        right = new int[none ? 0 : count];
        down = new int[right.length];
        for (int i = 0; i < right.length; i++) {
            boolean draws = i == 0 || settings.cropEach();
            right[i] = draws ? random.nextInt(-most, most + 1) : right[0];
            down[i] = draws ? random.nextInt(-most, most + 1) : down[0];
        }
    }

    /** Copies a frame of the transition with that number in the batch. */
    void copy(int number, EntryStore store, int slot, ByteBuffer target, int at) {
        if (none) {
            store.picture(slot, target, at);
        } else {
            store.moved(slot, right[number], down[number], target, at);
        }
    }
}
