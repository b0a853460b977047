package tmnf.pretrain.probe;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Brings more features than can be solved for in the memory and time that people have down to {@value
 * #MOST}: each feature is added, with a random sign, to {@value #PARTS} of them, one in each part, so that
 * lengths and angles stay about what they are. Always the same for the same numbers of features. Source:
 * Nelson and Nguyen 2013, arXiv 1211.1002. Does not change once it is made.
 */
final class FeatureProjection {

    /** Features that are solved for as they are; those of frames of 96x96. */
    static final int MOST = 2_048;

    private static final int PARTS = 8;
    private static final long SEED = 1;

    private final int features;
    private final int[] places; // empty: features stay as they are
    private final float[] factors;
    private final int size;

    /**
     * Of so many features.
     *
     * @param most that are left as they are, a multiple of {@value #PARTS}
     */
    FeatureProjection(int features, int most) {
        this.features = features;
        size = Math.min(features, most);
        places = new int[features > most ? features * PARTS : 0];
        factors = new float[places.length];
        SplittableRandom random = new SplittableRandom(SEED);
        int part = size / PARTS;
        for (int i = 0; i < places.length; i++) {
            places[i] = i % PARTS * part + random.nextInt(part);
            factors[i] = (float) ((random.nextBoolean() ? 1 : -1) / Math.sqrt(PARTS));
        }
    }

    /** How many there are afterwards. */
    int size() {
        return size;
    }

    /** What becomes of a sample's features, which begin there. */
    float[] apply(float[] all, int at) {
        if (places.length == 0) {
            return Arrays.copyOfRange(all, at, at + features);
        }
        float[] projected = new float[size];
        for (int i = 0; i < places.length; i++) {
            projected[places[i]] += factors[i] * all[at + i / PARTS];
        }
        return projected;
    }
}
