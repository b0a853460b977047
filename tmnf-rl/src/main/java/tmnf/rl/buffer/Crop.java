package tmnf.rl.buffer;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Moves frames at random by a few pixels, state and next state alike. */
final class Crop {

    private final int most;
    private final boolean each;
    private final RandomGenerator random;
    private boolean drawn;
    private int right;
    private int down;

    Crop(BufferSettings settings, RandomGenerator random) {
        most = random == null ? 0 : settings.cropPixels();
        each = settings.cropEach();
        this.random = random;
    }

    /** The next transition: draws where each is moved on its own, or none was drawn yet. */
    void next() {
        if (most > 0 && (each || !drawn)) {
            right = random.nextInt(-most, most + 1);
            down = random.nextInt(-most, most + 1);
            drawn = true;
        }
    }

    void copy(EntryStore store, int slot, ByteBuffer target, int at) {
        if (most == 0) {
            store.picture(slot, target, at);
        } else {
            store.moved(slot, right, down, target, at);
        }
    }
}
